package weir.ml;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.rand;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static weir.ml.Flowers.SPARK;
import static weir.ml.Flowers.classifier;
import static weir.ml.Flowers.sha;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.UserInputException;
import weir.driver.api.Columns;
import weir.driver.api.Fit;
import weir.driver.api.Layers;
import weir.driver.api.Losses;
import weir.driver.api.Optimizers;
import weir.driver.api.Sequential;
import weir.driver.config.EarlyStopping;
import weir.worker.nn.spec.ActivationKind;

class StagesTest {
  private static Dataset<Row> assembled() {
    return new VectorAssembler()
        .setInputCols(Flowers.MEASURES)
        .setOutputCol("features")
        .transform(Flowers.rows());
  }

  private static WeirClassifier ofVectors() {
    WeirClassifier classifier = classifier();
    classifier.clear(classifier.featuresCols());
    return classifier;
  }

  @Test
  void theSameBitsOfAnyPartitionsAndFormsOfFeatures() {
    Dataset<Row> rows = assembled();
    WeirClassificationModel model = ofVectors().fit(rows);
    String expected = sha(model);
    for (int partitions : new int[] {1, 7}) {
      Dataset<Row> shuffled = rows.orderBy(rand(partitions)).repartition(partitions);
      assertThat(sha(ofVectors().fit(shuffled.union(shuffled.where("false"))))).isEqualTo(expected);
    }
    assertThat(sha(classifier().fit(Flowers.rows()))).isEqualTo(expected);
    Dataset<Row> arrays = Flowers.rows().selectExpr("label", "array(a, b, c, d) features");
    assertThat(sha(ofVectors().fit(arrays))).isEqualTo(expected);
    assertThat(model.transform(arrays).select("probability").collectAsList())
        .isEqualTo(model.transform(rows).select("probability").collectAsList());
  }

  @Test
  void theSameBitsAsTheJobOfTheSameRows() throws Exception {
    Dataset<Row> rows = assembled().select("features", "label");
    var job =
        Sequential.of(Layers.dense(8).activation(ActivationKind.RELU), Layers.dense(3))
            .compile(Losses.crossEntropy(), Optimizers.adam(0.05))
            .fit(
                rows,
                Columns.label("label").features("features"),
                Fit.fit().epochs(6).batchSize(16).workers(2).virtualWorkers(2));
    String expected = job.report().weightsSha256();
    WeirClassificationModel model = ofVectors().setLayers(new int[] {4, 8, 3}).fit(rows);
    assertThat(sha(model)).isEqualTo(expected);
    List<Row> told = model.transform(rows).select("probability").collectAsList();
    List<Row> plain = job.model().predict(rows).selectExpr("probability_2").collectAsList();
    for (int i = 0; i < told.size(); i++) {
      Vector probability = told.get(i).getAs(0);
      assertThat(probability.apply(2)).isCloseTo(plain.get(i).getDouble(0), within(1e-6));
    }
    String network = "[{dense: {units: 8, activation: relu}}, {dense: 3}]";
    assertThat(sha(ofVectors().setNetwork(network).fit(rows))).isEqualTo(expected);
    WeirClassifier typed =
        ofVectors()
            .setNetwork(
                Sequential.of(Layers.dense(8).activation(ActivationKind.RELU), Layers.dense(3)))
            .setLoss(Losses.crossEntropy())
            .setOptimizer(Optimizers.adam(0.05));
    assertThat(sha(typed.fit(rows))).isEqualTo(expected);
  }

  @Test
  void validationRowsAreCutByHashOrRowByRowWhateverThePartitions() {
    Dataset<Row> rows = assembled();
    Set<String> different = new HashSet<>();
    for (String split : List.of("hash", "random", "stratified")) {
      WeirClassifier stage = ofVectors().setValidationFraction(0.2).setValidationSplit(split);
      String once = sha(stage.fit(rows));
      assertThat(sha(stage.fit(rows.orderBy(rand(3)).repartition(5)))).as(split).isEqualTo(once);
      different.add(once);
    }
    assertThat(different).hasSize(3);
    assertThatThrownBy(() -> ofVectors().setValidationSplit("time"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("validationSplit");
  }

  @Test
  void columnsAreThoseThatTheSchemaPromises() {
    WeirClassificationModel model = classifier().fit(Flowers.rows());
    Dataset<Row> told = model.transform(Flowers.rows());
    assertThat(told.schema()).isEqualTo(model.transformSchema(Flowers.rows().schema()));
    assertThat(AttributeGroup.fromStructField(told.schema().apply("probability")).size())
        .isEqualTo(3);
    assertThat(told.columns()).endsWith("rawPrediction", "probability", "prediction");
    int right = 0;
    for (Row row : told.collectAsList()) {
      Vector features =
          Vectors.dense(row.getDouble(2), row.getDouble(3), row.getDouble(4), row.getDouble(5));
      Vector probability = row.getAs("probability");
      double sum = 0;
      for (double share : probability.toArray()) {
        sum += share;
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
      assertThat(model.predict(features)).isEqualTo((double) row.getAs("prediction"));
      assertThat(model.predictProbability(features).toArray())
          .containsExactly(probability.toArray(), within(1e-6));
      right += row.getAs("prediction").equals(row.getAs("label")) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(140);
    assertThat(
            model
                .setRawPredictionCol("")
                .setProbabilityCol("")
                .transform(told.select("a", "b", "c", "d"))
                .columns())
        .containsExactly("a", "b", "c", "d", "prediction");
    assertThat(model.numFeatures()).isEqualTo(4);
    assertThat(model.summary().totalIterations()).isEqualTo(6);
    assertThat(model.summary().objectiveHistory()).hasSize(6);
    model.setPredictionCol("Label");
    assertThatThrownBy(() -> model.transform(Flowers.rows()))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("column Label exists");
  }

  @Test
  void wideSparseVectorsAreTheNumbersThatTheyStandFor() {
    Dataset<Row> words =
        SPARK
            .range(60)
            .selectExpr("double(id % 2) label", "array('w' || id % 10, 'v' || id % 2) words");
    Dataset<Row> rows =
        new HashingTF()
            .setNumFeatures(2000)
            .setInputCol("words")
            .setOutputCol("features")
            .transform(words);
    WeirClassificationModel model = ofVectors().fit(rows);
    assertThat(model.ready().trained().preparation().sparse()).isTrue();
    List<Row> told = model.transform(rows).select("probability", "features").collectAsList();
    Dataset<Row> dense = rows.withColumn("features", vector_to_array(col("features"), "float64"));
    assertThat(model.transform(dense).select("probability").collectAsList())
        .isEqualTo(told.stream().map(row -> RowFactory.create((Vector) row.getAs(0))).toList());
    assertThat(sha(ofVectors().fit(dense))).isEqualTo(sha(model));
    Vector one = told.get(0).getAs(0);
    assertThat(model.predictProbability(told.get(0).getAs(1)).toArray())
        .containsExactly(one.toArray(), within(1e-6));
  }

  @Test
  void fewerRowsThanWorkersTrain() {
    WeirClassifier stage = classifier().setNumWorkers(4).setVirtualWorkers(4).setMaxIter(1);
    WeirClassificationModel model = stage.fit(Flowers.rows().limit(3).repartition(8));
    assertThat(model.numClasses()).isEqualTo(3);
  }

  @Test
  void thresholdsAreOneAClass() {
    WeirClassificationModel model =
        classifier().setThresholds(new double[] {0, 1, 1}).fit(Flowers.rows());
    assertThat(model.transform(Flowers.rows()).where("prediction <> 0").count()).isZero();
    assertThatThrownBy(() -> classifier().setThresholds(new double[] {1, 1}).fit(Flowers.rows()))
        .isInstanceOf(UserInputException.class)
        .hasMessage("thresholds has 2 values (expected: 3, one a class); set thresholds");
  }

  @Test
  void weightsAndValidationRowsAreThoseOfTheJob() throws Exception {
    Dataset<Row> rows = assembled().withColumn("held", col("a").gt(0.5));
    WeirClassifier stage =
        ofVectors()
            .setWeightCol("weight")
            .setValidationIndicatorCol("held")
            .setMaxIter(40)
            .setStepSize(0.5)
            .setEarlyStoppingPatience(2);
    WeirClassificationModel model = stage.fit(rows);
    var job =
        Sequential.of(Layers.dense(3))
            .compile(Losses.crossEntropy(), Optimizers.adam(0.5))
            .fit(
                rows.where("not held"),
                Columns.label("label")
                    .features("features")
                    .weight("weight")
                    .validation(rows.where("held")),
                Fit.fit()
                    .epochs(40)
                    .batchSize(16)
                    .workers(2)
                    .virtualWorkers(2)
                    .earlyStopping(new EarlyStopping("loss", 2, 0, true)));
    assertThat(sha(model)).isEqualTo(job.report().weightsSha256());
    assertThat(model.summary().totalIterations()).isEqualTo(job.epochs().size()).isLessThan(40);
    assertThat(model.summary().validationObjectiveHistory()).hasSize(job.epochs().size());
  }

  @Test
  void weightZeroIsAbsent() {
    Column none = when(col("weight").equalTo(2), 0.0).otherwise(1.0);
    Dataset<Row> rows = Flowers.rows().withColumn("weight", none);
    WeirClassifier stage = classifier().setWeightCol("weight");
    assertThat(sha(stage.fit(rows))).isEqualTo(sha(stage.fit(rows.where("weight > 0"))));
  }

  private static void refuses(Dataset<Row> rows, String message) {
    assertThatThrownBy(() -> classifier().setWeightCol("weight").fit(rows))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining(message);
  }

  private static Dataset<Row> with(String column, Object value) {
    return Flowers.rows().withColumn(column, when(col("a").lt(-0.5), value).otherwise(col(column)));
  }

  @Test
  void whatIsNoRowIsToldOnceWithColumnAndValue() {
    refuses(with("b", null), "column featuresCols: NaN at position 1 (expected: a number");
    refuses(with("c", Double.NaN), "column featuresCols: NaN at position 2");
    refuses(with("label", 1.5), "column label: 1.5 (expected: a class: a whole number from 0)");
    refuses(with("label", -1.0), "column label: -1.0 (expected: a class");
    refuses(with("label", null), "column label: no value (expected: a class in every row)");
    refuses(with("label", 100.0), "column label has the class 100.0 (expected: < 100");
    refuses(with("weight", -1.0), "column weight: -1.0 (expected: a weight >= 0)");
    refuses(Flowers.rows().where("false"), "there are no rows to train on");
    refuses(Flowers.rows().withColumn("d", col("kind")), "featuresCols=d is of type string");
    refuses(Flowers.rows().drop("label"), "labelCol=label is no column");
    assertThat(SPARK.sparkContext().isStopped()).isFalse();
    WeirClassificationModel model = classifier().fit(Flowers.rows());
    assertThatThrownBy(() -> model.transform(with("b", null)).collect())
        .rootCause()
        .hasMessage("a row has the feature NaN (expected: a number that is finite)");
  }

  @Test
  void tellsNumbers() {
    WeirRegressor regressor =
        new WeirRegressor()
            .setFeaturesCols(Flowers.MEASURES)
            .setLabelCol("y")
            .setMaxIter(60)
            .setBatchSize(10)
            .setOptimizer("{sgd: {learningRate: 0.02}}");
    WeirRegressionModel model = regressor.fit(Flowers.rows());
    double error =
        model.transform(Flowers.rows()).selectExpr("max(abs(prediction - y))").first().getDouble(0);
    assertThat(error).isLessThan(0.1);
    assertThatThrownBy(() -> regressor.setLoss("crossEntropy").fit(Flowers.rows()))
        .hasMessage("loss=crossEntropy (expected: a loss of numbers); set loss");
  }

  @Test
  void oneOutputTellsTwoClasses() {
    Dataset<Row> rows = Flowers.rows().withColumn("label", col("label").gt(0).cast("double"));
    WeirClassificationModel model = classifier().setLoss("binaryCrossEntropy").fit(rows);
    assertThat(model.numClasses()).isEqualTo(2);
    assertThat(model.ready().trained().network().nodes()).hasSize(1);
    long right = model.transform(rows).where("prediction = label").count();
    assertThat(right).isGreaterThan(140);
  }

  @Test
  void rowsOfAStreamArePredicted(@TempDir Path folder) throws Exception {
    WeirClassificationModel model = classifier().fit(Flowers.rows());
    String rows = folder.resolve("rows").toString();
    Flowers.rows().write().parquet(rows);
    Dataset<Row> stream = SPARK.readStream().schema(Flowers.rows().schema()).parquet(rows);
    var query = model.transform(stream).writeStream().format("memory").queryName("told").start();
    query.processAllAvailable();
    query.stop();
    List<Row> told = new ArrayList<>(SPARK.table("told").orderBy("a").collectAsList());
    assertThat(told).isEqualTo(model.transform(Flowers.rows()).orderBy("a").collectAsList());
  }

  @Test
  void moreWorkersThanSlotsIsAnErrorAtOnce() {
    assertThatThrownBy(
            () -> classifier().setNumWorkers(9).setVirtualWorkers(16).fit(Flowers.rows()))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("=9 (expected: <= 4, the slots of master local[4]");
  }
}
