package weir.driver.job;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.UserInputException;
import weir.driver.config.DecideSpec;
import weir.driver.config.JobSpec;
import weir.driver.evaluate.DistributedEvaluator;
import weir.driver.evaluate.OriginalUnits;
import weir.driver.judge.EpochJudge;
import weir.driver.judge.RunState;
import weir.driver.judge.Validation;
import weir.driver.supervise.Attempt;
import weir.driver.supervise.Event;
import weir.driver.supervise.Rules;
import weir.driver.supervise.Supervisor;
import weir.proto.client.ClientSpec;
import weir.proto.client.ParameterClient;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.FrameLimits;
import weir.proto.control.CoordinatorHandler;
import weir.proto.control.CoordinatorService;
import weir.proto.transport.Endpoint;
import weir.proto.transport.FrameServer;
import weir.worker.metric.Evaluation;
import weir.worker.metric.EvaluationPartial;
import weir.worker.metric.Threshold;

/**
 * The moving parts of one training in the driver: servers, coordinator, the driver's own line to
 * the servers. Closing stops them all, the last started first, whatever state they are in.
 */
final class TrainingRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

  /**
   * What training came to.
   *
   * @param kept the epoch whose weights these are
   */
  record Trained(float[] weights, RunState state, Judgement.Kept kept) {}

  private final JavaSparkContext spark;
  private final Blueprint blueprint;
  private final RunEvents events;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Judgement judgement;
  private final Coordinator coordinator;
  private final ServerFleet fleet;
  private final Endpoint coordinatorEndpoint;
  private final ServerLine parameters;
  private final BlockingQueue<Event> inbox = new LinkedBlockingQueue<>();

  /**
   * Starts everything and puts the initial weights on the servers.
   *
   * @param review has the last word on the state after each epoch
   * @throws UserInputException when a server that the job names cannot be reached
   */
  TrainingRun(
      JavaSparkContext spark,
      JobSpec job,
      Blueprint blueprint,
      RunEvents events,
      UnaryOperator<RunState> review) {
    this.spark = spark;
    this.blueprint = blueprint;
    this.events = events;
    boolean complete = false;
    try {
      String jobId = blueprint.training().jobId();
      DriverAddress address = DriverAddress.of(spark.sc(), job.cluster().transport());
      fleet = started(ServerFleet.open(job.cluster(), address, jobId));
      parameters = started(connect(job));
      EpochJudge judge = judge(job);
      judgement =
          new Judgement(
              new Judgement.Parts(
                  judge, validation(job.train().decide()), servers(), events, review),
              job.train().earlyStopping());
      ExecutorService judging = Executors.newSingleThreadExecutor(TrainingRun::daemon);
      started.push(judging::shutdownNow);
      coordinator =
          new Coordinator(
              judgement::of, judge.begin(), judging, hearing(), job.cluster().mixedBlas());
      FrameServer frames =
          started(
              FrameServer.start(
                  address.listen(jobId + "/coordinator"),
                  1,
                  FrameLimits.CONTROL,
                  new CoordinatorHandler(coordinator)));
      coordinatorEndpoint = address.reached(frames.endpoint());
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  private EpochJudge judge(JobSpec job) {
    return new EpochJudge(
        new EpochJudge.Rules(job.train().stop(), job.train().earlyStopping(), job.optimizer()),
        new EpochJudge.Course(
            blueprint.training().epochs(),
            blueprint.training().update()::rate,
            blueprint.ranks().rows()));
  }

  private Judgement.Servers servers() {
    return new Judgement.Servers() {
      @Override
      public float[] weightsAfter(long steps) {
        return TrainingRun.this.weightsAfter(steps);
      }

      @Override
      public void scaleRate(long step, double factor) {
        await(line -> line.scaleRate(step, factor));
      }
    };
  }

  private Coordinator.Events hearing() {
    return new Coordinator.Events() {
      @Override
      public void happened(Event event) {
        inbox.add(event);
      }

      @Override
      public void progressed(int worker, CoordinatorService.Progress progress) {
        events.progressed(worker, progress);
      }
    };
  }

  private <T extends AutoCloseable> T started(T part) {
    started.push(part);
    return part;
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "weir-judge");
    thread.setDaemon(true);
    return thread;
  }

  private ServerLine connect(JobSpec job) {
    try {
      return new ServerLine(
          ClientSpec.of(blueprint.training(), fleet.endpoints()),
          blueprint.training(),
          blueprint.initialWeights());
    } catch (ParameterException e) {
      throw !job.cluster().servers().embedded() && e.code() == Code.CONNECTION
          ? new UserInputException(e.getMessage(), e)
          : e;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Function<SortedMap<Integer, byte[]>, Validation> validation(DecideSpec decide) {
    Threshold threshold = Deciding.given(decide);
    boolean picks = Deciding.picks(decide);
    DistributedEvaluator evaluator =
        new DistributedEvaluator(
            spark, blueprint.task().network(), blueprint.training().virtualWorkers(), threshold);
    return partials -> {
      EvaluationPartial merged = evaluator.merge(partials);
      Evaluation evaluation = OriginalUnits.of(merged.evaluation(threshold), blueprint.outputs());
      Map<String, Double> values = new TreeMap<>(evaluation.metrics());
      values.put("loss", evaluation.loss());
      return new Validation(values, evaluation.reasons(), picks ? merged : null);
    };
  }

  /** Trains to the end; rows are asked for again when the number of workers changes. */
  Trained train(int workers, IntFunction<JavaRDD<WorkerRows>> rows) throws InterruptedException {
    WorkerPlan plan =
        new WorkerPlan(
            blueprint.task(),
            blueprint.training(),
            fleet.endpoints(),
            coordinatorEndpoint,
            blueprint.layout(),
            blueprint.ranks(),
            blueprint.validation(),
            new Attempt(0, workers, 0));
    SparkCluster cluster = started(new SparkCluster(spark, plan, rows, inbox::add));
    Supervisor machine = new Supervisor(rules(workers), Supervision.now());
    long steps =
        new Supervision(
                machine,
                new Supervision.Parts(cluster, coordinator, parameters::completed, events),
                inbox)
            .run();
    float[] weights = judgement.bestWeights().orElseGet(() -> weightsAfter(steps));
    return new Trained(weights, state(), judgement.kept());
  }

  private Rules rules(int workers) {
    long deadline = blueprint.training().deadlineMillis();
    boolean local = spark.sc().isLocal();
    long notices =
        TimeUnit.SECONDS.toMillis(
            spark.getConf().getTimeAsSeconds("spark.network.timeout", "120s"));
    // Spark looks for silent executors as often as it lets them be silent, at most.
    return new Rules(workers, deadline, local ? 0 : 2 * notices + deadline, !local);
  }

  /** What is measured and stored: the weights after so many steps, or their average. */
  private float[] weightsAfter(long steps) {
    float[] weights = new float[blueprint.segments().length()];
    boolean averaged = blueprint.task().averaged();
    await(servers -> averaged ? servers.pullAverage(steps, weights) : servers.pull(steps, weights));
    return weights;
  }

  private <T> T await(Function<ParameterClient, CompletableFuture<T>> request) {
    try {
      return parameters.call(request);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static ParameterException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ParameterException(Code.CONNECTION, "interrupted while waiting for the servers", e);
  }

  /** All that outlives a step, as of the last epoch or recovery. */
  RunState state() {
    return coordinator.state();
  }

  /** Seconds and bytes of all workers. */
  WorkerLedger ledger() {
    return coordinator.ledger();
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        // What is left must be closed too, and no shutdown error may hide the training's own.
        LOG.warn("could not stop {}", part, e);
      }
    }
  }
}
