package weir.driver.deploy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.collection.immutable.Map$;
import weir.driver.UserInputException;
import weir.ml.WeirClassificationModel;
import weir.ml.WeirClassifier;

/**
 * Runs inside spark-submit: trains a pipeline and saves it, or loads it; or trains with more
 * validation rows than the driver can hold, and asks for slots that are not there.
 */
public final class StagesProbe {
  private StagesProbe() {}

  /** {@code fit|load FOLDER}, {@code cluster ROWS}. */
  public static void main(String[] arguments) throws Exception {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      switch (arguments[0]) {
        case "fit" -> {
          PipelineModel model = pipeline().fit(rows(spark));
          model.write().save(arguments[1]);
          tell(model, rows(spark));
        }
        case "load" -> tell(PipelineModel.load(arguments[1]), rows(spark));
        case "cluster" -> {
          validate(spark, Long.parseLong(arguments[1]));
          slots(spark);
        }
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

  /** On a cluster of one slot: while it has none, while it gets one, and for two workers. */
  private static void slots(SparkSession spark) throws Exception {
    Dataset<Row> rows =
        spark.range(40).selectExpr("array(double(id)) features", "double(id % 2) label");
    SparkContext context = spark.sparkContext();
    context.killExecutors(context.getExecutorIds());
    while (context.getExecutorMemoryStatus().size() > 1) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    System.out.println("none " + outcome(() -> slow(1, 3).fit(rows)));
    context.requestTotalExecutors(1, 0, Map$.MODULE$.empty());
    String late;
    do { // again where the machine is so busy that a JVM takes longer to start than a fit waits
      int executors = context.getExecutorMemoryStatus().size() - 1;
      late = "of " + executors + " at first " + outcome(() -> slow(1, 60).fit(rows));
    } while (late.contains("numWorkers="));
    System.out.println("late " + late);
    System.out.println("few " + outcome(() -> slow(2, 3).fit(rows)));
  }

  private static WeirClassifier slow(int workers, double deadlineSeconds) {
    return new WeirClassifier()
        .setMaxIter(1)
        .setNumWorkers(workers)
        .setVirtualWorkers(2)
        .setDeadlineSeconds(deadlineSeconds);
  }

  private static String outcome(Supplier<WeirClassificationModel> fit) {
    try {
      return fit.get().ready().trained().weightsSha256();
    } catch (UserInputException e) {
      return e.getMessage();
    }
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
