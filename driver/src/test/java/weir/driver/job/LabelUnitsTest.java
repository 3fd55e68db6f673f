package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.report.EpochSummary;
import weir.driver.report.Report;
import weir.driver.report.TrainingListener;

/** A label around 100,000, standardized: its errors are told and decided by in its own units. */
class LabelUnitsTest {
  @TempDir Path folder;
  private final List<EpochSummary> epochs = new ArrayList<>();

  private Report train(String... overrides) throws IOException, InterruptedException {
    List<String> rows = new ArrayList<>(List.of("x,price"));
    for (int row = 0; row < 200; row++) {
      double x = row % 20 / 10.0 - 1;
      rows.add(x + "," + (100_000 + 30_000 * x));
    }
    Path table = Files.write(folder.resolve("prices.csv"), rows);
    List<String> all =
        new ArrayList<>(
            List.of(
                "data={train: \"%s\", validation: \"%s\", test: \"%s\", label: price,"
                        .formatted(table, table, table)
                    + " prepare: [{standardize: [price]}]}",
                "model={layers: [{dense: 1}]}",
                "loss=meanSquaredError",
                "optimizer={sgd: {learningRate: 0.05}}",
                "train={epochs: 60, batchSize: 50, virtualWorkers: 2}"));
    all.addAll(List.of(overrides));
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochEnded(EpochSummary summary) {
            epochs.add(summary);
          }
        };
    return new TrainingJob(LocalSpark.session(), listener)
        .run(Jobs.digits(folder, all.toArray(String[]::new)))
        .report();
  }

  private double rmse(int epoch) {
    return epochs.get(epoch).validation().get("rmse");
  }

  @Test
  void aTargetIsReachedInTheUnitsOfTheLabel() throws Exception {
    Report report = train("train.stop={metric: rmse, target: 2000}");
    int last = report.run().epochs() - 1;
    // In standardized units the first epoch is below 2000 already.
    assertThat(last).isBetween(2, 58);
    assertThat(rmse(last)).isLessThanOrEqualTo(2000);
    assertThat(rmse(last - 1)).isGreaterThan(2000);
    // The same rows as test rows: the same figure to the digit.
    assertThat(report.results().metrics().get("rmse").value()).isEqualTo(rmse(last));
  }

  @Test
  void earlyStoppingCountsGainsInTheUnitsOfTheLabel() throws Exception {
    Report report =
        train("train.earlyStopping={metric: rmse, patience: 1, minDelta: 500, restore: false}");
    int last = report.run().epochs() - 1;
    // In standardized units no gain is ever above 500: it would end after the second epoch.
    assertThat(last).isBetween(3, 58);
    assertThat(rmse(last - 1) - rmse(last)).isLessThanOrEqualTo(500);
    assertThat(rmse(last - 2) - rmse(last - 1)).isGreaterThan(500);
  }
}
