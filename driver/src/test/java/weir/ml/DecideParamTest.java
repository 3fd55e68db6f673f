package weir.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.api.Optimizers;

/** Of two classes a stage predicts class 1 above a threshold, given or picked. */
class DecideParamTest {
  @TempDir Path folder;

  /** One of five is of class 1, and hard to see. */
  private static Dataset<Row> rows() {
    return LocalSpark.session()
        .range(200)
        .selectExpr(
            "double(id % 5 = 0) label",
            "array(3 * double(id % 5 = 0) + double(id % 7) / 3, double(id % 3)) features",
            "id % 2 = 0 held");
  }

  private static WeirClassifier classifier() {
    return new WeirClassifier()
        .setLayers(new int[] {2, 4, 2})
        .setOptimizer(Optimizers.adam(0.05))
        .setMaxIter(10)
        .setBatchSize(16)
        .setNumWorkers(1);
  }

  private static double probability(Row row) {
    return row.<Vector>getAs("probability").apply(1);
  }

  private static void tellsAbove(WeirClassificationModel model, double threshold) {
    assertThat(model.getThresholds()).containsExactly(1 - threshold, threshold);
    assertThat(model.ready().trained().threshold().probability()).isEqualTo(threshold);
    List<Row> told = model.transform(rows()).collectAsList();
    assertThat(told)
        .allSatisfy(
            row ->
                assertThat(row.<Double>getAs("prediction"))
                    .isEqualTo(probability(row) > threshold ? 1.0 : 0.0));
    assertThat(told).anySatisfy(row -> assertThat(probability(row)).isGreaterThan(threshold));
    assertThat(told).anySatisfy(row -> assertThat(probability(row)).isLessThan(threshold));
  }

  @Test
  void aThresholdThatIsGivenIsThatOfTheModelSavedAndLoaded() throws Exception {
    WeirClassificationModel model = classifier().setDecide("{threshold: 0.2}").fit(rows());
    tellsAbove(model, 0.2);
    model.write().save(folder.resolve("model").toString());
    tellsAbove(WeirClassificationModel.load(folder.resolve("model").toString()), 0.2);
    WeirClassificationModel probable = classifier().fit(rows());
    assertThat(probable.isDefined(probable.thresholds())).isFalse();
  }

  @Test
  void validationRowsPickOne() {
    WeirClassificationModel model =
        classifier().setDecide("{metric: f1}").setValidationIndicatorCol("held").fit(rows());
    tellsAbove(model, model.ready().trained().threshold().probability());
  }

  @Test
  void errorsNameTheParam() {
    assertThatThrownBy(() -> classifier().setDecide("{metric: f1}").fit(rows()))
        .isInstanceOf(UserInputException.class)
        .hasMessageStartingWith("decide.metric=f1 (expected: validation rows to compute it on");
    assertThatThrownBy(() -> classifier().setDecide("{threshold: 2}").fit(rows()))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("decide.threshold=2.0 (expected: 0 < threshold < 1)");
    assertThatThrownBy(
            () ->
                classifier()
                    .setDecide("{threshold: 0.3}")
                    .setThresholds(new double[] {0.5, 0.5})
                    .fit(rows()))
        .isInstanceOf(UserInputException.class)
        .hasMessage(
            "decide={threshold: 0.3} beside thresholds (expected: one of both, as decide sets"
                + " thresholds); set decide to none");
  }
}
