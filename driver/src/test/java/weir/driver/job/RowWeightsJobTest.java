package weir.driver.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static weir.driver.api.Columns.label;
import static weir.driver.api.Fit.fit;
import static weir.driver.api.Layers.dense;
import static weir.driver.api.Losses.crossEntropy;
import static weir.driver.api.Optimizers.sgd;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.api.Columns;
import weir.driver.api.Data;
import weir.driver.api.DataFormats;
import weir.driver.api.Fit;
import weir.driver.api.Fitted;
import weir.driver.api.Model;
import weir.driver.api.Sequential;
import weir.driver.config.RowOrder;

class RowWeightsJobTest {
  private static final Model MODEL = Sequential.of(dense(3)).compile(crossEntropy(), sgd(0.1));
  private static final Fit WHOLE = fit().epochs(2).batchSize(1000).workers(2).virtualWorkers(2);
  private static final Columns WEIGHTED = label("y").weight("w");

  @TempDir Path folder;

  private static Dataset<Row> rows(Column weight) {
    return LocalSpark.session()
        .range(60)
        .selectExpr("double(id % 7) x", "double(id % 5) / 2 z", "id % 3 y", "id")
        .withColumn("w", weight)
        .drop("id");
  }

  private static Column every(int nth, double weight) {
    return when(col("id").mod(nth).equalTo(0), weight).otherwise(1.0);
  }

  @Test
  void weightTwoIsTheRowTwice() throws Exception {
    Dataset<Row> twice = rows(every(4, 2));
    Dataset<Row> repeated =
        twice.where("w = 2").union(twice).withColumn("w", lit(1.0)).repartition(3);
    Fitted weighted = MODEL.fit(twice, WEIGHTED.test(twice), WHOLE);
    Fitted plain = MODEL.fit(repeated, label("y").features("x", "z").test(repeated), WHOLE);
    assertThat(weighted.model().trained().weights())
        .containsExactly(plain.model().trained().weights(), within(1e-5f));
    assertThat(weighted.report().results().testLoss().value())
        .isCloseTo(plain.report().results().testLoss().value(), within(1e-5));
    assertThat(weighted.model().trained().weightsSha256())
        .isNotEqualTo(
            MODEL.fit(twice, label("y").features("x", "z"), WHOLE).report().weightsSha256());
  }

  @Test
  void weightZeroIsAbsent() throws Exception {
    Dataset<Row> rows = rows(every(4, 0));
    Fitted absent = MODEL.fit(rows.where("w > 0"), WEIGHTED.standardize(), WHOLE);
    Fitted zero = MODEL.fit(rows, WEIGHTED.standardize(), WHOLE);
    assertThat(zero.report().weightsSha256()).isEqualTo(absent.report().weightsSha256());
    assertThatThrownBy(
            () ->
                MODEL.fit(
                    rows.withColumn("at", monotonically_increasing_id()),
                    WEIGHTED.orderBy("at"),
                    WHOLE.order(RowOrder.GIVEN)))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("weighs 0");
  }

  private void write(Dataset<Row> rows, String format) {
    String path = folder.resolve(format).toString();
    rows.coalesce(1).write().option("header", true).mode("overwrite").format(format).save(path);
  }

  private Data files(String format) {
    String path = folder.resolve(format).toString();
    Data data = format.equals("csv") ? DataFormats.csv(path) : DataFormats.parquet(path);
    return data.label("y").weight("w");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet"})
  void filesTellWeightsToo(String format) throws Exception {
    Dataset<Row> rows = rows(every(4, 0)).withColumn("w", col("w").multiply(col("x").plus(1)));
    write(rows, format);
    Fitted fitted = MODEL.fit(LocalSpark.session(), files(format), WHOLE);
    float[] expected = MODEL.fit(rows, WEIGHTED, WHOLE).model().trained().weights();
    assertThat(fitted.model().trained().weights()).containsExactly(expected, within(1e-5f));
    assertThat(fitted.model().predict(rows.drop("w")).columns()).contains("prediction");
  }

  @Test
  void whatIsNoWeightIsRefused() {
    for (Column weight : List.of(every(9, -1), every(9, Double.NaN), every(9, 1e39))) {
      write(rows(weight), "csv");
      String shown = rows(weight).select("w").first().get(0).toString();
      assertThatThrownBy(() -> MODEL.fit(rows(weight).repartition(3), WEIGHTED, WHOLE))
          .isInstanceOf(UserInputException.class)
          .hasMessage(
              "a row of the DataFrame, column w: "
                  + shown
                  + " (expected: a weight >= 0); repair the row, or set data.weight");
      assertThatThrownBy(() -> MODEL.fit(LocalSpark.session(), files("csv"), WHOLE))
          .isInstanceOf(UserInputException.class)
          .hasMessageContaining("line 2, column w: ");
    }
    assertThatThrownBy(() -> MODEL.fit(rows(every(9, 1)), label("y").weight("v"), WHOLE))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("data.weight=v is no column");
  }
}
