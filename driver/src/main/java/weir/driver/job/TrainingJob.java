package weir.driver.job;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
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
import weir.driver.judge.RunState;
import weir.driver.model.Provenance;
import weir.driver.model.TrainedModel;
import weir.driver.report.EpochSummary;
import weir.driver.report.Examples;
import weir.driver.report.QueuedListener;
import weir.driver.report.RateCurve;
import weir.driver.report.Report;
import weir.driver.report.Report.Recovery;
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

  /**
   * What a training came to.
   *
   * @param report how the model came about
   * @param epochs one entry an epoch, in order
   * @param examples rows that show what the model has learned
   */
  public record Outcome(
      TrainedModel model, Report report, List<EpochSummary> epochs, Examples examples) {
    public Outcome {
      epochs = List.copyOf(epochs);
    }
  }

  private final SparkSession session;
  private final JavaSparkContext spark;
  private final TrainingListener listener;
  private final Stopwatch watch;
  private final long slotMillis;
  private final Consumer<TrainedModel> kept;

  /** For a program of its own: times in the report count from here. */
  public TrainingJob(SparkSession session, TrainingListener listener) {
    this(session, listener, Stopwatch.fromNow(), Long.MAX_VALUE, model -> {});
  }

  private TrainingJob(
      SparkSession session,
      TrainingListener listener,
      Stopwatch watch,
      long slotMillis,
      Consumer<TrainedModel> kept) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.listener = listener;
    this.watch = watch;
    this.slotMillis = slotMillis;
    this.kept = kept;
  }

  /** Waits for slots no longer than this, for a cluster that should have them by now. */
  public TrainingJob withSlotsIn(long millis) {
    return new TrainingJob(session, listener, watch, millis, kept);
  }

  /** Gives the model to this before it is evaluated; what that throws ends the run. */
  public TrainingJob keepingBy(Consumer<TrainedModel> keeper) {
    return new TrainingJob(session, listener, watch, slotMillis, keeper);
  }

  /** For a command that runs one training: times in the report count from the start of the JVM. */
  public static TrainingJob ofCommand(SparkSession session, TrainingListener listener) {
    return new TrainingJob(
        session, listener, Stopwatch.fromStartOfProgram(), Long.MAX_VALUE, model -> {});
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
      RunEvents events =
          new RunEvents(TrainingListener.of(List.of(told, units)), blueprint, watch::now);
      try (TrainingRun run =
          new TrainingRun(spark, job, blueprint, events, UnaryOperator.identity())) {
        told.started(plan(job, blueprint, data.counts()));
        rehearsal.close();
        TrainingRun.Trained trained = train(run, rows, units);
        new EndAdvice(advice).ended(trained.state());
        watch.trained(events.firstStepNanos());
        TrainedModel model = model(job, data, trained);
        kept.accept(model);
        awaitFree(job.cluster(), told);
        Tested tested = test(model, blueprint, rows.current, trained, told);
        Report report =
            new ReportBuilder(job, blueprint, watch)
                .build(
                    new ReportBuilder.Facts(
                        data.counts(),
                        run.ledger(),
                        tested.state(),
                        trained.kept(),
                        tested.evaluation(),
                        model));
        told.ended(report);
        return new Outcome(
            model, report, trained.state().epochs(), examples(job, blueprint, rows.current, model));
      }
    }
  }

  private TrainedModel model(JobSpec job, PreparedData data, TrainingRun.Trained trained) {
    return new TrainedModel(
        job,
        data.input(),
        data.preparation(),
        Deciding.of(job, trained.kept()),
        trained.weights(),
        Provenance.of(spark.version(), data.source(), job));
  }

  private static TrainingRun.Trained train(TrainingRun run, Rows rows, LabelAdvice advice)
      throws InterruptedException {
    try {
      return run.train(rows.workers, rows::of);
    } catch (DivergedException e) {
      throw e.told(advice.onDivergence(run.state().epochs()));
    }
  }

  /**
   * Trains while the learning rate rises from step to step, until the loss explodes; before that
   * takes as many steps that move nothing, for what the same batches cost without the rate.
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
    Blas.get();
    requireSlots(job.cluster());
    awaitFree(job.cluster(), told);
    String title = "weir rates of " + job.name();
    var group = new JobGroup(spark.sc(), "weir-" + job.name(), title);
    try (group;
        Rows rows = new Rows(search.rising(job), frames, told)) {
      rows.load(job.cluster().workers());
      RunState still =
          stepByStep(search.still(job), rows, new TrainingListener() {}, UnaryOperator.identity());
      RunState rising =
          stepByStep(search.rising(job), rows, told, state -> RateSearch.review(still, state));
      return RateSearch.curve(still, rising);
    }
  }

  private RunState stepByStep(
      JobSpec job, Rows rows, TrainingListener told, UnaryOperator<RunState> review)
      throws InterruptedException {
    String jobId = job.name() + "-rates-" + UUID.randomUUID();
    Blueprint blueprint = Blueprint.draw(job, rows.current, jobId).stepByStep();
    blueprint.verify(job, rows.current);
    rows.memory.all(rows.current.size(), blueprint);
    RunEvents events = new RunEvents(told, blueprint, watch::now);
    try (TrainingRun run = new TrainingRun(spark, job, blueprint, events, review)) {
      return search(run, rows);
    }
  }

  private static RunState search(TrainingRun run, Rows rows) throws InterruptedException {
    try {
      return run.train(rows.workers, rows::of).state();
    } catch (DivergedException e) {
      // An end as good as any, once there is a curve.
      if (run.state().epochs().isEmpty()) {
        throw e.told("");
      }
      return run.state();
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
        WantedMetrics.deciding(job).orElse(null));
  }

  /**
   * The weights on the test rows.
   *
   * @param evaluation null without any
   * @param state with what was lost meanwhile
   */
  private record Tested(Evaluation evaluation, RunState state) {}

  private Tested test(
      TrainedModel model,
      Blueprint blueprint,
      PreparedData data,
      TrainingRun.Trained trained,
      TrainingListener told) {
    try (LostExecutors lost = new LostExecutors(spark.sc(), watch::now)) {
      Evaluation evaluation = evaluate(model, blueprint, data);
      RunState state = trained.state();
      for (Recovery recovery : lost.recoveries(state.step())) {
        state = state.recovered(recovery);
        told.recovered(recovery);
      }
      return new Tested(evaluation, state);
    }
  }

  /** On the test rows; null without any. */
  private Evaluation evaluate(TrainedModel model, Blueprint blueprint, PreparedData data) {
    if (data.test() == null) {
      return null;
    }
    long since = watch.now();
    DistributedEvaluator evaluator =
        new DistributedEvaluator(
            spark, blueprint.task().network(), model.job().virtualWorkers(), model.threshold());
    Evaluation evaluation = evaluator.evaluate(data.test(), blueprint.layout(), model.weights());
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
