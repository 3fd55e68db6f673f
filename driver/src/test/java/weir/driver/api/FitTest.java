package weir.driver.api;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.driver.api.DataFormats.digitsPath;
import static weir.driver.config.DataFormat.DIGITS;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.report.EpochSummary;
import weir.driver.report.Report;
import weir.driver.report.TrainingListener;

class FitTest {
  @TempDir Path folder;

  private static Fitted train(Fit settings) throws InterruptedException {
    return SmallDigits.model().fit(LocalSpark.session(), SmallDigits.data(), settings);
  }

  private static String sha(Fit settings) throws InterruptedException {
    return train(settings).report().weightsSha256();
  }

  @Test
  void learnsTellsItsListenersAndKeepsTheModel() throws Exception {
    List<EpochSummary> heard = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochEnded(EpochSummary summary) {
            heard.add(summary);
          }
        };
    Fitted fitted = train(SmallDigits.settings().workers(2).shards(2).listener(listener));
    assertThat(fitted.report().results().metrics().get("accuracy").value()).isGreaterThan(0.6);
    assertThat(fitted.report().run().shards()).isEqualTo(2);
    assertThat(fitted.epochs()).hasSize(3).isEqualTo(heard);

    fitted.model().save(folder.resolve("model"));
    ReadyModel read = ReadyModel.load(folder.resolve("model"));
    assertThat(read.trained().weightsSha256()).isEqualTo(fitted.report().weightsSha256());
    assertThat(read.trained().job()).isEqualTo(fitted.model().trained().job());
  }

  @Test
  void aModelMeasuresAndPredictsNewRows() throws Exception {
    Fitted fitted = train(SmallDigits.settings());
    String test = digitsPath(400, 2);
    Report.Results again = fitted.model().evaluate(LocalSpark.session(), DIGITS, test);
    assertThat(again.testLoss()).isEqualTo(fitted.report().results().testLoss());
    assertThat(again.metrics()).isEqualTo(fitted.report().results().metrics());

    Dataset<Row> rows = fitted.model().predict(LocalSpark.session(), DIGITS, test);
    assertThat(rows.columns()).contains("prediction", "probability_0", "probability_9");
    long right = rows.filter("cast(prediction as int) = cast(label as int)").count();
    assertThat(right / 400.0).isEqualTo(again.metrics().get("accuracy").value());
  }

  @Test
  void trainingsOneAfterTheOtherAndSideBySideEndInTheBitsOfTheirSingleRuns() throws Exception {
    Fit one = SmallDigits.settings().workers(2);
    Fit other = one.seed(8).shards(2);
    String first = sha(one);
    String second = sha(other);
    assertThat(second).isNotEqualTo(first);
    assertThat(sha(one)).as("again, after another").isEqualTo(first);

    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<String> left = threads.submit(() -> sha(one));
      Future<String> right = threads.submit(() -> sha(other));
      assertThat(left.get()).as("beside another").isEqualTo(first);
      assertThat(right.get()).as("beside another").isEqualTo(second);
    } finally {
      threads.shutdownNow();
    }
  }
}
