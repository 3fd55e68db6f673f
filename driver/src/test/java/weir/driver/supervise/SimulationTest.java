package weir.driver.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final int SCHEDULES = 12_000;

  @Test
  void everyScheduleEndsAsItShould() {
    int finished = 0;
    Map<SimulatedRun.Trouble, Integer> troubles = new EnumMap<>(SimulatedRun.Trouble.class);
    for (long seed = 0; seed < SCHEDULES; seed++) {
      SimulatedRun run = new SimulatedRun(seed);
      try {
        run.run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
      troubles.merge(run.trouble(), 1, Integer::sum);
      finished += run.end instanceof Action.Finish ? 1 : 0;
    }
    // A simulation in which all give up, or nothing goes wrong, proves nothing.
    assertThat(troubles).containsOnlyKeys(SimulatedRun.Trouble.values());
    assertThat(finished).isGreaterThan(SCHEDULES * 3 / 4);
  }
}
