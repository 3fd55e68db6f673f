package weir.driver.job;

import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import weir.driver.UserInputException;
import weir.driver.config.ClusterSpec;
import weir.driver.config.JobSpec;
import weir.driver.config.RateRange;
import weir.driver.data.DataLoader;
import weir.driver.data.DataRequest;
import weir.driver.data.Frames;
import weir.driver.data.PreparedData;
import weir.driver.data.TargetKind;
import weir.driver.evaluate.DistributedEvaluator;
import weir.driver.evaluate.FitSampler;
import weir.driver.evaluate.MistakeSampler;
import weir.driver.evaluate.OriginalUnits;
import weir.driver.model.Provenance;
import weir.driver.model.TrainedModel;
import weir.driver.report.Examples;
import weir.driver.report.QueuedListener;
import weir.driver.report.RateCurve;
import weir.driver.report.Report;
import weir.driver.report.TrainingListener;
import weir.driver.report.TrainingPlan;
import weir.tensor.Blas;
import weir.worker.metric.Evaluation;
import weir.worker.nn.spec.NetworkSpec;

/**
 * One training from rows to model: reads and packs the rows, starts servers and workers, trains,
 * evaluates, and always cleans up. Several may run in one JVM, one after another or side by side.
 * One thread each.
 *
 * <pre>{@code
 * TrainingJob.Outcome outcome = new TrainingJob(spark, listener).run(JobFile.read(path, List.of()));
 * }</pre>
 */
public final class TrainingJob {

  /** The model, how it came about, and rows that show what it has learned. */
  public record Outcome(TrainedModel model, Report report, Examples examples) {}

  private final SparkSession session;
  private final JavaSparkContext spark;
  private final TrainingListener listener;
  private final Stopwatch watch;
  private final long slotMillis;

  /** For a program of its own: times in the report count from here. */
  public TrainingJob(SparkSession session, TrainingListener listener) {
    this(session, listener, Stopwatch.fromNow(), Long.MAX_VALUE);
  }

  private TrainingJob(
      SparkSession session, TrainingListener listener, Stopwatch watch, long slotMillis) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.listener = listener;
    this.watch = watch;
    this.slotMillis = slotMillis;
  }

  /** Waits for slots no longer than this, for a cluster that should have them by now. */
  public TrainingJob withSlotsIn(long millis) {
    return new TrainingJob(session, listener, watch, millis);
  }

  /** For a command that runs one training: times in the report count from the start of the JVM. */
  public static TrainingJob ofCommand(SparkSession session, TrainingListener listener) {
    return new TrainingJob(session, listener, Stopwatch.fromStartOfProgram(), Long.MAX_VALUE);
  }

  /**
   * Trains.
   *
   * @throws UserInputException when the user's input is to blame, in one line
   * @throws TrainingFailedException when the training could not go on
   */
  public Outcome run(JobSpec job) throws InterruptedException {
    return run(job, Frames.NONE);
  }

  /**
   * Trains on the rows of DataFrames.
   *
   * @param frames the rows of a job of format {@code frame}
   * @throws UserInputException when the user's input is to blame, in one line
   * @throws TrainingFailedException when the training could not go on
   */
  public Outcome run(JobSpec job, Frames frames) throws InterruptedException {
    try (QueuedListener told = new QueuedListener(listener)) {
      return run(job, frames, told);
    }
  }

  private Outcome run(JobSpec job, Frames frames, TrainingListener told)
      throws InterruptedException {
    Blas.get();
    requireSlots(job.cluster());
    awaitFree(job.cluster(), told);
    int workers = job.cluster().workers();
    var rehearsal = JobRehearsal.start(job, spark.sc().isLocal());
    var group = new JobGroup(spark.sc(), "weir-" + job.name(), "weir " + job.name());
    try (rehearsal;
        group;
        Rows rows = new Rows(job, frames, told)) {
      PreparedData data = rows.load(workers);
      String jobId = job.name() + "-" + UUID.randomUUID();
      Blueprint blueprint = Blueprint.draw(job, data, jobId);
      blueprint.verify(job, data);
      rows.memory.all(data.size(), blueprint);
      data.notes().forEach(told::noted);
      Advice advice = new Advice(told);
      new SplitAdvice(advice).on(job.data(), data.counts());
      data.insights().advice().forEach(advice::give);
      LabelAdvice units = new LabelAdvice(job, data.outputs(), data.insights(), advice);
      EndAdvice end = new EndAdvice(advice);
      RunEvents events =
          new RunEvents(TrainingListener.of(List.of(told, units, end)), blueprint, watch::now);
      try (TrainingRun run =
          new TrainingRun(spark, job, blueprint, events, UnaryOperator.identity())) {
        told.started(plan(job, blueprint, data.counts()));
        rehearsal.close();
        TrainingRun.Trained trained = train(run, rows, units);
        end.ended(trained.stopped());
        watch.trained(events.firstStepNanos());
        awaitFree(job.cluster(), told);
        Evaluation test = evaluate(job, blueprint, rows.current, trained.weights());
        TrainedModel model =
            new TrainedModel(
                job,
                data.input(),
                data.preparation(),
                trained.weights(),
                Provenance.of(spark.version(), data.source(), job));
        Report report =
            new ReportBuilder(job, blueprint, watch)
                .build(new ReportBuilder.Facts(run.ledger(), events, trained, test, model));
        told.ended(report);
        return new Outcome(model, report, examples(job, blueprint, rows.current, model));
      }
    }
  }

  private static TrainingRun.Trained train(TrainingRun run, Rows rows, LabelAdvice advice)
      throws InterruptedException {
    try {
      return run.train(rows.workers, rows::of);
    } catch (DivergedException e) {
      throw e.told(advice.onDivergence());
    }
  }

  /**
   * Trains while the learning rate rises from step to step, until the loss explodes.
   *
   * @throws UserInputException when the user's input is to blame, in one line
   * @throws TrainingFailedException when the training could not go on
   */
  public RateCurve findRate(JobSpec job, RateRange range) throws InterruptedException {
    return findRate(job, Frames.NONE, range);
  }

  /**
   * The same on the rows of DataFrames.
   *
   * @param frames the rows of a job of format {@code frame}
   */
  public RateCurve findRate(JobSpec job, Frames frames, RateRange range)
      throws InterruptedException {
    try (QueuedListener told = new QueuedListener(listener)) {
      return findRate(job, frames, range, told);
    }
  }

  private RateCurve findRate(JobSpec job, Frames frames, RateRange range, TrainingListener told)
      throws InterruptedException {
    RateSearch search = new RateSearch(range);
    JobSpec rising = search.rising(job);
    Blas.get();
    requireSlots(job.cluster());
    awaitFree(job.cluster(), told);
    int workers = job.cluster().workers();
    String title = "weir rates of " + job.name();
    var group = new JobGroup(spark.sc(), "weir-" + job.name(), title);
    try (group;
        Rows rows = new Rows(rising, frames, told)) {
      PreparedData data = rows.load(workers);
      String jobId = job.name() + "-rates-" + UUID.randomUUID();
      Blueprint blueprint = Blueprint.draw(rising, data, jobId).stepByStep();
      blueprint.verify(rising, data);
      rows.memory.all(data.size(), blueprint);
      RunEvents events =
          new RunEvents(TrainingListener.of(List.of(search, told)), blueprint, watch::now);
      try (TrainingRun run = new TrainingRun(spark, rising, blueprint, events, search::after)) {
        run.train(workers, rows::of);
      } catch (DivergedException e) {
        // An end as good as any, once there is a curve.
        if (!search.began()) {
          throw e.told("");
        }
      }
      return search.curve();
    }
  }

  /**
   * Waits until the cluster has a slot for each worker, as {@link #run} does before any work.
   *
   * @throws UserInputException when there are too few at the deadline, with both numbers
   */
  public void requireSlots(ClusterSpec cluster) throws InterruptedException {
    Slots slots = new Slots(spark);
    Slots.refuseDynamic(spark.getConf());
    slots.require(cluster.workers(), Math.min(cluster.deadlineMillis(), slotMillis));
  }

  /** Rows are read, and weights judged, by Spark jobs: they wait where others hold every slot. */
  private void awaitFree(ClusterSpec cluster, TrainingListener told) throws InterruptedException {
    new Slots(spark).awaitFree(cluster.deadlineMillis(), told::noted);
  }

  private static TrainingPlan plan(JobSpec job, Blueprint blueprint, PreparedData.RowCounts rows) {
    return new TrainingPlan(
        job.name(),
        rows.training(),
        rows.validation(),
        rows.test(),
        blueprint.segments().parameters(),
        job.train().epochs(),
        blueprint.training().epochs(),
        0,
        job.cluster().workers(),
        blueprint.training().virtualWorkers(),
        blueprint.training().shards(),
        blueprint.validation() == null ? null : WantedMetrics.deciding(job).orElse("loss"));
  }

  /** On the test rows; null without any. */
  private Evaluation evaluate(
      JobSpec job, Blueprint blueprint, PreparedData data, float[] weights) {
    if (data.test() == null) {
      return null;
    }
    long since = watch.now();
    DistributedEvaluator evaluator =
        new DistributedEvaluator(spark, blueprint.task().network(), job.virtualWorkers());
    Evaluation evaluation = evaluator.evaluate(data.test(), blueprint.layout(), weights);
    watch.evaluated(since);
    return OriginalUnits.of(evaluation, data);
  }

  private Examples examples(
      JobSpec job, Blueprint blueprint, PreparedData data, TrainedModel model) {
    NetworkSpec network = blueprint.task().network();
    if (data.targetWidth() != 1) {
      return new Examples(null, null);
    }
    if (job.classification()) {
      var sampler = new MistakeSampler(spark, model);
      boolean shown = data.test() != null && sampler.applies();
      return new Examples(null, shown ? sampler.sample(data.test()) : null);
    }
    FitSampler sampler = new FitSampler(spark, network, job.virtualWorkers());
    return new Examples(
        data.test() == null
            ? sampler.sample(data.training(), "training rows", data, model.weights())
            : sampler.sample(data.test(), "test rows", data, model.weights()),
        null);
  }

  /**
   * The packed rows: packed again from the same files, all of them when the number of workers
   * changes, else those that are gone.
   */
  private final class Rows implements AutoCloseable {
    private final JobSpec job;
    private final Frames frames;
    private final TrainingListener told;
    private final MemoryCheck memory;
    private PreparedData current;
    private int workers;
    private boolean given;

    Rows(JobSpec job, Frames frames, TrainingListener told) {
      this.job = job;
      this.frames = frames;
      this.told = told;
      this.memory = MemoryCheck.of(spark.sc(), job);
    }

    PreparedData load(int wanted) {
      long since = watch.now();
      close();
      current =
          new DataLoader(
                  session,
                  new DataRequest(
                      job.data(),
                      job.train().order(),
                      job.train().seed(),
                      job.virtualWorkers(),
                      wanted,
                      TargetKind.of(job.loss()),
                      job.model().outputs(),
                      job.model().input() == null ? 0 : job.model().input().size()),
                  frames,
                  given ? progress -> {} : told::preparing,
                  given ? size -> {} : memory::rows)
              .load();
      workers = wanted;
      watch.prepared(since);
      return current;
    }

    JavaRDD<WorkerRows> of(int wanted) {
      if (wanted != workers) {
        load(wanted);
      } else if (given) {
        current.restore();
      }
      given = true;
      return WorkerRows.of(current.training(), current.validation());
    }

    @Override
    public void close() {
      if (current != null) {
        current.close();
        current = null;
      }
    }
  }
}
