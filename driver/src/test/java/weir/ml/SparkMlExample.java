package weir.ml;

import java.util.Arrays;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The program of docs/spark-ml.md; {@link SparkMlPageTest} keeps the two the same and runs it. */
final class SparkMlExample {
  private SparkMlExample() {}

  public static void main(String[] arguments) throws Exception {
    SparkSession spark = SparkSession.builder().master("local[4]").appName("flowers").getOrCreate();
    Dataset<Row> flowers =
        spark.read().option("header", true).option("inferSchema", true).csv(arguments[0]);

    StringIndexer kinds = new StringIndexer().setInputCol("kind").setOutputCol("label");
    VectorAssembler measures =
        new VectorAssembler()
            .setInputCols(new String[] {"a", "b", "c", "d"})
            .setOutputCol("features");
    WeirClassifier classifier =
        new WeirClassifier()
            .setLayers(new int[] {4, 16, 3})
            .setOptimizer("{adam: {learningRate: 0.02}}")
            .setBatchSize(16)
            .setNumWorkers(2);
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {kinds, measures, classifier});

    ParamMap[] grid =
        new ParamGridBuilder().addGrid(classifier.maxIter(), new int[] {2, 10}).build();
    CrossValidatorModel tuned =
        new CrossValidator()
            .setEstimator(pipeline)
            .setEstimatorParamMaps(grid)
            .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
            .setNumFolds(3)
            .setParallelism(2)
            .fit(flowers);
    System.out.println(Arrays.toString(tuned.avgMetrics()));

    PipelineModel best = (PipelineModel) tuned.bestModel();
    best.write().overwrite().save(arguments[1]);

    PipelineModel model = PipelineModel.load(arguments[1]);
    model.transform(flowers).select("kind", "probability", "prediction").show(5);
    WeirClassificationModel network = (WeirClassificationModel) model.stages()[2];
    System.out.println(
        network.getMaxIter() + " passes, " + network.ready().trained().weightsSha256());
  }
}
