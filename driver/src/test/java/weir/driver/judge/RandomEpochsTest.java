package weir.driver.judge;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomEpochsTest {
  private static final int SEEDS = 400;

  static IntStream seeds() {
    return IntStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void areJudgedAsTheDefinitionsSay(int seed) {
    new RandomEpochs(seed).compareWithTheDefinitions();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void leadToTheSameStateWhereverTheyAreInterrupted(int seed) {
    new RandomEpochs(seed).interrupt();
  }
}
