package weir.driver.deploy;

import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import weir.ml.WeirClassificationModel;
import weir.ml.WeirClassifier;

/**
 * Runs inside spark-submit: trains a pipeline and saves it, or loads it; or trains with more
 * validation rows than the driver can hold.
 */
public final class StagesProbe {
  private StagesProbe() {}

  /** {@code fit|load FOLDER}, or {@code validate ROWS}. */
  public static void main(String[] arguments) throws Exception {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      switch (arguments[0]) {
        case "fit" -> {
          PipelineModel model = pipeline().fit(rows(spark));
          model.write().save(arguments[1]);
          tell(model, rows(spark));
        }
        case "load" -> tell(PipelineModel.load(arguments[1]), rows(spark));
        case "validate" -> validate(spark, Long.parseLong(arguments[1]));
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  private static Dataset<Row> rows(SparkSession spark) {
    return spark
        .range(200)
        .selectExpr("double(id % 7) a", "double(id % 11) b", "concat('k', id % 3) kind");
  }

  private static Pipeline pipeline() {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              new StringIndexer().setInputCol("kind").setOutputCol("label"),
              new VectorAssembler().setInputCols(new String[] {"a", "b"}).setOutputCol("features"),
              new WeirClassifier().setMaxIter(2).setNumWorkers(1)
            });
  }

  private static void tell(PipelineModel model, Dataset<Row> rows) {
    List<Row> told = model.transform(rows).select("probability", "prediction").collectAsList();
    var learned = (WeirClassificationModel) model.stages()[2];
    System.out.println("weights " + learned.ready().trained().weightsSha256());
    System.out.println("predictions " + told.hashCode());
  }

  private static void validate(SparkSession spark, long rows) {
    Dataset<Row> all =
        spark
            .range(0, rows, 1, 8)
            .selectExpr(
                "transform(sequence(1, 25), n -> double((id * n) % 101)) features",
                "double(id % 2) label", "id >= 1000 held");
    WeirClassificationModel model =
        new WeirClassifier()
            .setMaxIter(1)
            .setNumWorkers(1)
            .setValidationIndicatorCol("held")
            .fit(all);
    System.out.println("validations " + model.summary().validationObjectiveHistory().length);
  }
}
