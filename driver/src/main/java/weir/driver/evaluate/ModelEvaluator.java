package weir.driver.evaluate;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import weir.driver.config.ColumnRoles;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.HoldOut;
import weir.driver.config.ImageSpec;
import weir.driver.config.JobSpec;
import weir.driver.config.RowOrder;
import weir.driver.config.SeriesSpec;
import weir.driver.data.DataLoader;
import weir.driver.data.DataRequest;
import weir.driver.data.Frames;
import weir.driver.data.PreparedData;
import weir.driver.data.RowSet;
import weir.driver.data.TargetKind;
import weir.driver.model.TrainedModel;
import weir.driver.report.Measure;
import weir.driver.report.Report;
import weir.worker.metric.Evaluation;

/** Evaluates a stored model on new rows with labels. Driver only. */
public final class ModelEvaluator {
  private final SparkSession spark;
  private final TrainedModel model;
  private final Consumer<String> notes;

  /**
   * For one model.
   *
   * @param notes is told what a user should know of the rows, such as how many were left out
   */
  public ModelEvaluator(SparkSession spark, TrainedModel model, Consumer<String> notes) {
    this.spark = spark;
    this.model = model;
    this.notes = notes;
  }

  /**
   * Loss and metrics, in the label's own units; the training loss is not known.
   *
   * @throws weir.driver.UserInputException when the rows cannot be read, or do not fit the model
   */
  public Report.Results evaluate(List<String> paths, DataFormat format) {
    DataSpec training = model.job().data();
    ColumnRoles roles = training.table().roles().withOrderBy(null);
    var data =
        new DataSpec(
            format,
            paths,
            HoldOut.of(paths),
            HoldOut.NONE,
            training.table().withRoles(format.hasColumns() ? roles : ColumnRoles.NONE),
            format == DataFormat.IMAGES ? training.image() : ImageSpec.AS_FOUND,
            training.prepare(),
            training.series().ofOtherFiles());
    return evaluate(data, model.job().train().order(), Frames.NONE);
  }

  /**
   * The same on the rows of a DataFrame.
   *
   * @param orderBy the column that orders them, for a model over windows of a time series; null: as
   *     in training
   */
  public Report.Results evaluate(Dataset<Row> rows, String orderBy) {
    DataSpec training = model.job().data();
    ColumnRoles roles = training.table().roles();
    String order = orderBy == null ? roles.orderBy() : orderBy;
    boolean windows = training.series().window() != null;
    var data =
        new DataSpec(
            DataFormat.FRAME,
            List.of(),
            HoldOut.FRAME,
            HoldOut.NONE,
            training.table().withRoles(roles.withOrderBy(windows ? order : null)),
            ImageSpec.AS_FOUND,
            training.prepare(),
            windows ? training.series().ofOtherFiles() : SeriesSpec.NONE);
    return evaluate(data, RowOrder.SHUFFLED, new Frames(Map.of(RowSet.TEST, rows)));
  }

  private Report.Results evaluate(DataSpec data, RowOrder order, Frames frames) {
    JobSpec job = model.job();
    int leaves = job.virtualWorkers();
    var request =
        new DataRequest(
            data,
            order,
            job.train().seed(),
            leaves,
            leaves,
            TargetKind.of(job.loss()),
            job.model().outputs(),
            model.input().size());
    try (PreparedData rows =
        new DataLoader(spark, request, frames, progress -> {})
            .loadTest(model.preparation(), model.input())) {
      rows.notes().forEach(notes);
      var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      Evaluation evaluation =
          new DistributedEvaluator(context, model.network(), leaves, model.threshold())
              .evaluate(rows.test(), rows.layout(), model.weights());
      return EvaluationResults.of(
          Measure.none("the model was only evaluated"), OriginalUnits.of(evaluation, rows), model);
    }
  }
}
