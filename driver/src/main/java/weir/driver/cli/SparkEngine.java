package weir.driver.cli;

import java.io.IOException;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import weir.driver.UserInputException;
import weir.driver.config.DataFormat;
import weir.driver.config.JobSpec;
import weir.driver.config.RateRange;
import weir.driver.evaluate.ModelEvaluator;
import weir.driver.evaluate.Predictor;
import weir.driver.files.Interrupts;
import weir.driver.files.Location;
import weir.driver.files.NewFolder;
import weir.driver.job.TrainingJob;
import weir.driver.model.ModelFile;
import weir.driver.model.TrainedModel;
import weir.driver.report.RateCurve;
import weir.driver.report.Report;
import weir.driver.report.TrainingListener;
import weir.tensor.Blas;

/** Runs commands on Spark, whose classes are loaded by the first command that needs them. */
final class SparkEngine implements Engine {
  private final ModelRescue rescue = ModelRescue.ofThisMachine();

  @Override
  public Trained train(JobSpec job, Location folder, TrainingListener listener) throws Exception {
    try (SparkSession spark = session(job.name(), job.cluster().workers())) {
      TrainingJob.Outcome outcome =
          TrainingJob.ofCommand(spark, listener)
              .keepingBy(model -> rescue.write(model, folder.resolve(ModelFile.FOLDER)))
              .run(job);
      return new Trained(outcome.report(), outcome.epochs(), outcome.examples());
    }
  }

  @Override
  public RateCurve findRate(JobSpec job, RateRange range) throws Exception {
    try (SparkSession spark = session(job.name(), job.cluster().workers())) {
      return TrainingJob.ofCommand(spark, new TrainingListener() {}).findRate(job, range);
    }
  }

  @Override
  public Report.Results evaluate(Rows rows) throws Exception {
    TrainedModel model = ModelFile.read(rows.model());
    DataFormat format = format(rows, model);
    try (SparkSession spark = session(model)) {
      return new ModelEvaluator(spark, model, line -> System.err.println("note: " + line))
          .evaluate(rows.paths(), format);
    }
  }

  @Override
  public Predictor.Written predict(Rows rows, Location output, PredictionFormat format)
      throws Exception {
    TrainedModel model = ModelFile.read(rows.model());
    DataFormat read = format(rows, model);
    try (SparkSession spark = session(model);
        NewFolder folder = NewFolder.beside(output)) {
      var predictor = new Predictor(spark, model);
      Predictor.Written written =
          switch (format) {
            case CSV -> predictor.writeCsv(rows.paths(), read, folder.path());
            case PARQUET -> predictor.writeParquet(rows.paths(), read, folder.path());
          };
      folder.keep();
      return written;
    }
  }

  private static DataFormat format(Rows rows, TrainedModel model) {
    List<String> paths = rows.paths();
    DataFormat format = rows.format() == null ? DataFormat.guess(paths.get(0)) : rows.format();
    // Names that end in .txt tell no more than that a file holds lines.
    boolean told = format != null && (rows.format() != null || format != DataFormat.TEXT);
    return told ? format : model.job().data().format();
  }

  private static SparkSession session(TrainedModel model) throws IOException {
    return session("weir " + model.job().name(), Runtime.getRuntime().availableProcessors());
  }

  private static SparkSession session(String name, int cores) throws IOException {
    // Before Spark's own BLAS, which would keep the native library for itself.
    Blas.get();
    String master = SparkMaster.master(System.getProperties(), cores);
    try {
      // Spark ends the JVM when it is interrupted at its start.
      SparkSession session =
          Interrupts.result(() -> SparkSession.builder().config(conf(name, master)).getOrCreate());
      SparkSession.setActiveSession(session);
      return session;
    } catch (IllegalArgumentException e) {
      throw new UserInputException("master=" + master + ": " + e.getMessage(), e);
    }
  }

  private static SparkConf conf(String name, String master) {
    return new SparkConf()
        .setMaster(master)
        .setAppName(name)
        // Columns whose names differ by case alone are two, as in all of Weir.
        .set("spark.sql.caseSensitive", "true")
        // A task without memory fails by name; else Spark ends the whole JVM with 52.
        .set("spark.executor.killOnFatalError.depth", "0");
  }
}
