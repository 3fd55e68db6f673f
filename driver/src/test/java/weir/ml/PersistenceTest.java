package weir.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.ml.Flowers.classifier;
import static weir.ml.Flowers.sha;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.classification.OneVsRestModel;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistenceTest {
  @TempDir Path folder;

  private String path(String name) {
    return folder.resolve(name).toUri().toString();
  }

  private static Pipeline pipeline(Dataset<Row> rows) {
    var indexer = new StringIndexer().setInputCol("kind").setOutputCol("index");
    var assembler = new VectorAssembler().setInputCols(Flowers.MEASURES).setOutputCol("features");
    WeirClassifier classifier = classifier().setLabelCol("index");
    classifier.clear(classifier.featuresCols());
    var names =
        new IndexToString()
            .setInputCol("prediction")
            .setOutputCol("told")
            .setLabels(indexer.fit(rows).labelsArray()[0]);
    return new Pipeline().setStages(new PipelineStage[] {indexer, assembler, classifier, names});
  }

  private static WeirClassificationModel learned(PipelineModel model) {
    return (WeirClassificationModel) model.stages()[2];
  }

  @Test
  void pipelinesAreKeptFittedAndUnfitted() throws Exception {
    Dataset<Row> rows = Flowers.rows();
    Pipeline pipeline = pipeline(rows);
    pipeline.write().save(path("unfitted"));
    PipelineModel model = pipeline.fit(rows);
    Dataset<Row> told = model.transform(rows);
    double accuracy =
        new MulticlassClassificationEvaluator()
            .setLabelCol("index")
            .setMetricName("accuracy")
            .evaluate(told);
    assertThat(accuracy).isGreaterThan(0.9);
    assertThat(told.where("told = kind").count()).isGreaterThan(135);

    model.write().save(path("fitted"));
    PipelineModel read = PipelineModel.load(path("fitted"));
    assertThat(read.transform(rows).collectAsList()).isEqualTo(told.collectAsList());
    assertThat(learned(read).getMaxIter()).isEqualTo(6);
    assertThat(learned(read).hasSummary()).isFalse();
    assertThat(learned(read).uid()).isEqualTo(learned(model).uid());
    assertThat(learned(read).parent()).isNull();

    Pipeline again = Pipeline.load(path("unfitted"));
    assertThat(sha(learned(again.fit(rows)))).isEqualTo(sha(learned(model)));
  }

  private static ParamMap[] grid(WeirClassifier stage) {
    return new ParamGridBuilder()
        .addGrid(stage.maxIter(), new int[] {1, 6})
        .addGrid(stage.stepSize(), new double[] {0.001, 0.05})
        .build();
  }

  @Test
  void tuningTrainsSideBySideAndTellsItsChoice() throws Exception {
    WeirClassifier stage = classifier();
    CrossValidator validator =
        new CrossValidator()
            .setEstimator(stage)
            .setEstimatorParamMaps(grid(stage))
            .setEvaluator(new MulticlassClassificationEvaluator())
            .setNumFolds(3)
            .setParallelism(2)
            .setSeed(1);
    CrossValidatorModel model = validator.fit(Flowers.rows());
    WeirClassificationModel best = (WeirClassificationModel) model.bestModel();
    assertThat(best.getMaxIter()).isEqualTo(6);
    assertThat(best.getStepSize()).isEqualTo(0.05);
    assertThat(Arrays.stream(model.avgMetrics()).max().orElseThrow()).isGreaterThan(0.9);
    model.write().save(path("tuned"));
    CrossValidatorModel read = CrossValidatorModel.load(path("tuned"));
    assertThat(sha((WeirClassificationModel) read.bestModel())).isEqualTo(sha(best));
    assertThat(read.bestModel().explainParams()).contains("current: 0.05");

    WeirClassifier small = classifier().setNumWorkers(4).setVirtualWorkers(4);
    TrainValidationSplit split =
        new TrainValidationSplit()
            .setEstimator(small)
            .setEstimatorParamMaps(
                new ParamGridBuilder().addGrid(small.maxIter(), new int[] {1, 3}).build())
            .setEvaluator(new RegressionEvaluator())
            .setParallelism(2)
            .setSeed(1);
    TrainValidationSplitModel chosen = split.fit(Flowers.rows());
    chosen.write().save(path("split"));
    assertThat(TrainValidationSplitModel.load(path("split")).validationMetrics()).hasSize(2);
  }

  @Test
  void oneVersusRestPassesWeights() throws Exception {
    WeirClassifier stage = classifier().setMaxIter(4);
    Dataset<Row> rows =
        new VectorAssembler()
            .setInputCols(Flowers.MEASURES)
            .setOutputCol("features")
            .transform(Flowers.rows());
    stage.clear(stage.featuresCols());
    OneVsRest plain = new OneVsRest().setClassifier(stage);
    OneVsRestModel weighted = new OneVsRest().setClassifier(stage).setWeightCol("weight").fit(rows);
    WeirClassificationModel first = (WeirClassificationModel) weighted.models()[0];
    assertThat(first.getWeightCol()).isEqualTo("weight");
    WeirClassificationModel other = (WeirClassificationModel) plain.fit(rows).models()[0];
    assertThat(sha(first)).isNotEqualTo(sha(other));
    weighted.write().save(path("rest"));
    List<Row> told = weighted.transform(rows).select("prediction").collectAsList();
    assertThat(
            OneVsRestModel.load(path("rest")).transform(rows).select("prediction").collectAsList())
        .isEqualTo(told);
  }
}
