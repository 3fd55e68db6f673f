package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.config.JobSpec;
import weir.driver.config.RateRange;
import weir.driver.job.HeavyTailed.Tail;
import weir.driver.judge.EpochSums;
import weir.driver.judge.RunState;
import weir.driver.report.EpochSummary;
import weir.driver.report.RateCurve;
import weir.proto.client.CoordinatorClient.Decision;
import weir.worker.data.RowBlock;

class RateSearchTest {
  private static final Decision ON = new Decision(true, "");
  private static final int ROWS = 2000;
  private static final int FEW_ROWS = 117;

  /** Steps that a rate of the grid has to show what it can do. */
  private static final int STEPS = 180;

  @TempDir Path folder;

  private static List<HeavyTailed> tables() {
    List<HeavyTailed> tables = new ArrayList<>();
    for (Tail tail : Tail.values()) {
      for (double unit : new double[] {1, 0}) {
        tables.add(new HeavyTailed(tail, "sgd", ROWS, 0, unit));
        tables.add(new HeavyTailed(tail, "adam", ROWS, 16, unit));
        tables.add(new HeavyTailed(tail, unit == 0 ? "sgd" : "adam", FEW_ROWS, 16, unit));
      }
    }
    tables.add(new HeavyTailed(Tail.STUDENT, "sgd", ROWS, 16, 30));
    tables.add(new HeavyTailed(Tail.PARETO, "adam", ROWS, 16, 30));
    return tables;
  }

  @Test
  void isWithinAFactorOfTenOfTheBestRateOnEighteenOfTwentyTablesWithRowsFarOut() throws Exception {
    List<String> hits = new ArrayList<>();
    List<String> misses = new ArrayList<>();
    for (HeavyTailed table : tables()) {
      RowBlock rows = table.block();
      double best = bestOfGrid(table, rows);
      RateCurve curve = search(table, rows);
      double suggestion = curve.suggestion().orElse(Double.NaN);
      boolean near = Math.abs(Math.log10(suggestion / best)) <= 1;
      (near ? hits : misses).add(table + ": suggested " + suggestion + ", best " + best);
      assertThat(curve.points()).as(table.toString()).hasSizeGreaterThan(60);
    }
    assertThat(hits).as("near; missed: " + misses).hasSizeGreaterThanOrEqualTo(18);
    assertThat(hits.size() + misses.size()).isEqualTo(20);
  }

  /** The one whose last epoch costs least, of those from 1e-6 to 10, two in each power of ten. */
  private double bestOfGrid(HeavyTailed table, RowBlock rows) throws Exception {
    double best = Double.NaN;
    double least = Double.POSITIVE_INFINITY;
    for (int half = -12; half <= 2; half++) {
      double rate = Math.pow(10, half / 2.0);
      double loss = lossAt(table, rows, rate);
      if (loss < least) {
        least = loss;
        best = rate;
      }
    }
    return best;
  }

  private double lossAt(HeavyTailed table, RowBlock rows, double rate) throws Exception {
    int epochs = 1 + STEPS * 32 / table.rows();
    Blueprint blueprint = table.blueprint(table.job(folder, rate, epochs));
    double[] loss = new double[1];
    boolean whole =
        new OneWorker(blueprint, rows).train(epoch -> loss[0] = epoch.trainLoss(), () -> ON);
    return whole ? loss[0] : Double.POSITIVE_INFINITY;
  }

  private RateCurve search(HeavyTailed table, RowBlock rows) throws Exception {
    RateSearch search = new RateSearch(RateRange.DEFAULT);
    JobSpec job = table.job(folder, 0.01, 1);
    Blueprint still = table.blueprint(search.still(job)).stepByStep();
    List<EpochSummary> first = new ArrayList<>();
    assertThat(new OneWorker(still, rows).train(first::add, () -> ON)).isTrue();
    Blueprint rising = table.blueprint(search.rising(job)).stepByStep();
    List<EpochSummary> then = new ArrayList<>();
    new OneWorker(rising, rows)
        .train(
            then::add,
            () ->
                RateSearch.review(state(first), state(then))
                    .decision(then.size() - 1)
                    .orElseThrow());
    return RateSearch.curve(state(first), state(then));
  }

  private static RunState state(List<EpochSummary> epochs) {
    return new RunState(epochs.size(), EpochSums.ZERO, null, null, null, epochs, List.of());
  }
}
