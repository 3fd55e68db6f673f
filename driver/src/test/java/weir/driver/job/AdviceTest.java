package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;
import weir.driver.judge.EpochSums;
import weir.driver.judge.RunState;
import weir.driver.report.EpochSummary;
import weir.driver.report.TrainingListener;

/** What saves an afternoon is said in one line each, and nothing where there is nothing to say. */
class AdviceTest {
  private static final String JOB =
      """
      data: {train: d.csv, label: y}
      model: {layers: [{dense: 2}]}
      loss: crossEntropy
      optimizer: {adam: {learningRate: 0.01}}
      train: {epochs: 1, batchSize: 64, seed: 1}
      """;
  private static final String[] REGRESSION = {
    "loss=meanSquaredError", "model={layers: [{dense: 1}]}", "optimizer={sgd: {learningRate: 1e-9}}"
  };

  @TempDir Path folder;
  private final List<String> heard = new ArrayList<>();

  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void noted(String line) {
          heard.add(line);
        }
      };

  private void train(String header, int rows, IntFunction<String> row, String... overrides)
      throws Exception {
    List<String> lines = new ArrayList<>(List.of(header));
    IntStream.range(0, rows).mapToObj(row).forEach(lines::add);
    Files.write(folder.resolve("d.csv"), lines);
    Files.writeString(folder.resolve("job.yaml"), JOB);
    new TrainingJob(LocalSpark.session(), listener)
        .run(JobFile.read(Location.of(folder.resolve("job.yaml")), List.of(overrides)));
  }

  @Test
  void aLargeFeatureIsBlamedAndNotTheLabel() throws Exception {
    train("income,age,y", 60, row -> 9000 + row * 500 + "," + row + "," + row % 3, REGRESSION);

    assertThat(heard).hasSize(1);
    assertThat(heard.get(0))
        .matches(
            "the training loss of the first epoch is [\\d,]+, as features age, income are in large"
                + " units; add \\{standardize: \\[age, income\\]\\} to data.prepare");
  }

  @Test
  void aConstantColumnIsNamedWithItsValue() throws Exception {
    train("a,version,y", 60, row -> row % 7 + ",3," + row % 2);
    train("a,version,town,y", 60, row -> row % 7 + ",3,Bern," + row % 2, "data.prepare=[oneHot]");

    assertThat(heard)
        .containsExactly(
            "column version is 3 in every training row and tells nothing; leave it out of"
                + " data.features",
            "columns [version, town] have one value each in all training rows and tell nothing;"
                + " leave them out of data.features");
  }

  @Test
  void aColumnThatOneHotMakesThousandsWideIsNamed() throws Exception {
    train("a,id,y", 1200, row -> row % 7 + ",n" + row + "," + row % 2, "data.prepare=[oneHot]");

    assertThat(heard)
        .containsExactly(
            "oneHot makes 1,200 numbers of column id, one for each of its values; leave it out of"
                + " data.features, or put rare values together");
  }

  @Test
  void aRareClassThatIsNotThePositiveOneIsTold() throws Exception {
    IntFunction<String> row = at -> at % 7 + "," + (at % 10 == 0 ? "bad" : "good");
    train("a,y", 60, row);
    assertThat(heard)
        .containsExactly(
            "label y is bad in 6 of 60 training rows, but precision, recall, rocAuc and prAuc are"
                + " told of good; set data.positive to bad to have them of the rare class");
    heard.clear();
    train("a,y", 60, row, "data.positive=bad");
    train("a,y", 60, at -> at % 7 + "," + (at % 10 == 0 ? "yes" : "no"));
    train("a,y", 60, at -> at % 7 + "," + (at % 4 == 0 ? "bad" : "good"));
    assertThat(heard).isEmpty();
  }

  @Test
  void aClassWithoutTrainingRowsIsNamed() throws Exception {
    train("a,y", 60, row -> row % 7 + "," + row % 2, "model={layers: [{dense: 3}]}");

    assertThat(heard)
        .containsExactly(
            "no training row has label y=2, so it cannot be learned; set the units of the last"
                + " layer, or add rows");
  }

  @Test
  void featuresOfVeryDifferentDeviationsAreToldWithBothEnds() throws Exception {
    IntFunction<String> row = at -> at % 7 * 1000 + "," + at % 5 / 10.0 + "," + at % 2;
    train("income,rate,y", 70, row);
    assertThat(heard)
        .containsExactly(
            "deviations of features differ 14,142 times, from 0.141 (rate) to 2.00e+03 (income),"
                + " and no step evens them out; add standardize to data.prepare");
    heard.clear();
    train("income,rate,y", 70, row, "data.prepare=[standardize]");
    assertThat(heard).isEmpty();
  }

  private List<String> atTheEnd(String stopped, double... losses) {
    List<String> told = new ArrayList<>();
    EndAdvice end =
        new EndAdvice(
            new Advice(
                new TrainingListener() {
                  @Override
                  public void noted(String line) {
                    told.add(line);
                  }
                }));
    List<EpochSummary> epochs = new ArrayList<>();
    for (double loss : losses) {
      int epoch = epochs.size() + 1;
      epochs.add(new EpochSummary(epoch, epoch, 0.1, loss, Map.of(), 1, 1));
    }
    end.ended(new RunState(losses.length, EpochSums.ZERO, null, null, stopped, epochs, List.of()));
    return told;
  }

  @Test
  void aLossThatStillFallsSteeplyIsTold() {
    assertThat(atTheEnd(null, 2.0, 1.6, 0.8))
        .containsExactly(
            "the training loss still fell from 1.600 to 0.8000 in the last of 3 epochs; set"
                + " train.epochs higher");
    assertThat(atTheEnd("a target was reached", 2.0, 1.6, 0.8)).isEmpty();
    assertThat(atTheEnd(null, 2.0, 1.0, 0.5, 0.25, 0.125)).isEmpty();
    assertThat(atTheEnd(null, 0.6, 0.3, 0.22, 0.18, 0.155)).isEmpty();
  }

  @Test
  void aLossThatHasRisenIsTold() {
    assertThat(atTheEnd(null, 2.0, 0.5, 1.4))
        .containsExactly(
            "the training loss has risen from 0.5000 in epoch 2 to 1.400 in the last of 3; set the"
                + " optimizer's learningRate lower");
    assertThat(atTheEnd(null, 2.0, 1e-6, 3e-6)).isEmpty();
    assertThat(atTheEnd(null, 2.0, 0.5, 0.7)).isEmpty();
  }

  @Test
  void noMoreThanFiveLinesAreToldInARun() {
    Advice advice = new Advice(listener);
    for (int line = 1; line <= 8; line++) {
      advice.give("line " + line);
    }
    assertThat(heard).containsExactly("line 1", "line 2", "line 3", "line 4", "line 5");
  }
}
