package weir.ml;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static weir.ml.Flowers.SPARK;
import static weir.ml.Flowers.classifier;
import static weir.ml.Flowers.sha;

import java.util.List;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import weir.driver.UserInputException;

class StageColumnsTest {
  /** A column of measures, and columns that others call so. */
  private static Dataset<Row> rows() {
    return Flowers.rows()
        .withColumn("all.measures", array("a", "b", "c", "d"))
        .withColumn("features", array("d", "c", "b", "a"));
  }

  private static WeirRegressor regressor() {
    return new WeirRegressor()
        .setFeaturesCol("all.measures")
        .setLabelCol("y")
        .setMaxIter(3)
        .setNumWorkers(1);
  }

  private static void refuses(WeirRegressor stage, Dataset<Row> rows, String message) {
    assertThatThrownBy(() -> stage.fit(rows))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theModelWithoutSparkMlReadsTheColumnsThatItsStageRead() {
    WeirRegressionModel model = regressor().fit(rows());
    Dataset<Row> told = model.transform(rows());
    double expected =
        new RegressionEvaluator().setLabelCol("y").setMetricName("mse").evaluate(told);
    assertThat(model.ready().evaluate(rows()).metrics().get("mse").value())
        .isCloseTo(expected, within(1e-5 * expected));
    assertThat(model.ready().predict(rows()).select("prediction").collectAsList())
        .isEqualTo(told.select("prediction").collectAsList());
  }

  @Test
  void theModelOfSeveralColumnsTakesNoOtherVectorForThem() {
    WeirClassificationModel model = classifier().setMaxIter(2).fit(rows());
    assertThatThrownBy(() -> model.ready().predict(rows()))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("featuresCols is no column");
    Dataset<Row> vector = rows().withColumn("featuresCols", col("`all.measures`"));
    assertThat(model.ready().predict(vector).selectExpr("double(prediction)").collectAsList())
        .isEqualTo(model.transform(rows()).select("prediction").collectAsList());
  }

  @Test
  void namesOfColumnsChangeNoBit() {
    Dataset<Row> rows =
        rows()
            .withColumn("kind", col("label"))
            .withColumn("label", lit(-1))
            .withColumn("how much", col("weight"));
    WeirClassifier stage = classifier().setMaxIter(2).setLabelCol("kind").setWeightCol("how much");
    assertThat(sha(stage.fit(rows)))
        .isEqualTo(sha(classifier().setMaxIter(2).setWeightCol("weight").fit(rows())));
  }

  @Test
  void namesMayHoldDotsAndBackticks() {
    Dataset<Row> rows =
        rows()
            .select(
                col("`all.measures`"),
                col("label").as("a.kind`of"),
                col("weight").as("its.weight"));
    WeirClassifier stage =
        new WeirClassifier()
            .setMaxIter(1)
            .setFeaturesCol("all.measures")
            .setLabelCol("a.kind`of")
            .setWeightCol("its.weight")
            .setPredictionCol("told.kind`of");
    WeirClassificationModel model = stage.fit(rows);
    assertThat(model.parent()).isSameAs(stage);
    assertThat(model.getLabelCol()).isEqualTo("a.kind`of");
    assertThat(model.transform(rows).where("`a.kind``of` = `told.kind``of`").count()).isPositive();
    WeirRegressor regressor = regressor().setLabelCol("its.weight");
    assertThat(regressor.fit(rows).numFeatures()).isEqualTo(4);
  }

  @Test
  void labelsOfAnyTypeAreTheNumbersThatTheyStandFor() {
    Dataset<Row> rows = Flowers.rows().where("label < 2");
    String expected = sha(classifier().setMaxIter(1).fit(rows));
    for (String type : List.of("boolean", "byte", "decimal(3, 1)")) {
      Dataset<Row> typed = rows.withColumn("label", col("label").cast(type));
      assertThat(sha(classifier().setMaxIter(1).fit(typed))).as(type).isEqualTo(expected);
    }
  }

  @Test
  void anotherNumberOfFeaturesIsRefusedBeforeAnyRowIsRead() {
    WeirRegressionModel model = regressor().fit(rows());
    VectorAssembler two =
        new VectorAssembler().setInputCols(new String[] {"a", "b"}).setOutputCol("two");
    StructType schema = two.transform(rows()).schema();
    assertThatThrownBy(() -> model.setFeaturesCol("two").transformSchema(schema))
        .isInstanceOf(UserInputException.class)
        .hasMessage("featuresCol has 2 features (expected: 4, as in training); set featuresCol");
    assertThatThrownBy(() -> model.setFeaturesCols(new String[] {"a"}).transformSchema(schema))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("featuresCols has 1 features (expected: 4");
  }

  @Test
  void errorsNameColumnsAndParamsOfTheStage() {
    Dataset<Row> rows = rows();
    refuses(regressor(), rows.withColumn("y", when(col("a").gt(0), col("y"))), "column y: no");
    Dataset<Row> lighter = rows.withColumn("how much", col("a"));
    refuses(regressor().setWeightCol("how much"), lighter, "repair the row, or set weightCol");
    Dataset<Row> holes = rows.withColumn("all.measures", array(col("a"), lit(null)));
    refuses(regressor(), holes, "column all.measures: NaN at position 1");
    refuses(regressor().setVirtualWorkers(3), rows, "virtualWorkers=3 (expected: a power of two)");
    refuses(regressor().setNumWorkers(5), rows, "numWorkers=5 (expected: <= 4");
    refuses(regressor().setLayers(new int[] {4, 0, 1}), rows, "layers=[4, 0, 1] (expected: 2 or");
    refuses(regressor().setLayers(new int[] {5, 1}), rows, "layers=[5] takes 5 numbers a row");
  }

  @Test
  void rowsOfNoNumbersAreRefusedAndNothingStaysCached() {
    Dataset<Row> empty = rows().withColumn("all.measures", lit(new double[0]));
    refuses(regressor(), empty, "column all.measures holds no number in its first row");
    assertThat(SPARK.sparkContext().getPersistentRDDs().isEmpty()).isTrue();
  }

  @Test
  void numbersBeyondFloat32AreRefusedAndNotPredicted() {
    WeirRegressionModel model = regressor().fit(rows());
    String message = "a row has the feature 1.0E39 (expected: a number within 3.4e38";
    assertThatThrownBy(() -> model.predict(Vectors.dense(1, 1e39, 1, 1)))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining(message);
    Dataset<Row> large = rows().withColumn("all.measures", lit(new double[] {1, 1e39, 1, 1}));
    assertThatThrownBy(() -> model.transform(large).collect())
        .rootCause()
        .hasMessageContaining(message);
  }

  @Test
  void theProgramsJobGroupIsThereAfterAFit() {
    List<String> names = List.of("spark.jobGroup.id", "spark.job.description");
    SPARK.sparkContext().setJobGroup("mine", "my work", false);
    try {
      regressor().fit(rows());
      refuses(regressor().setVirtualWorkers(3), rows(), "virtualWorkers=3");
      assertThat(names.stream().map(SPARK.sparkContext()::getLocalProperty))
          .containsExactly("mine", "my work");
    } finally {
      SPARK.sparkContext().clearJobGroup();
    }
  }
}
