package weir.worker.train;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import weir.proto.client.CoordinatorClient;
import weir.proto.client.CoordinatorClient.Decision;
import weir.proto.client.CoordinatorClient.EpochEnd;
import weir.proto.client.CoordinatorClient.FailureKind;
import weir.proto.client.ParameterClient;
import weir.proto.client.ParameterException;
import weir.proto.client.Phase;
import weir.proto.client.StepTotals;
import weir.proto.partition.SumTree;
import weir.proto.spec.EpochPlan;
import weir.worker.data.BatchTooLargeException;
import weir.worker.data.Batcher;
import weir.worker.data.PartitionStore;
import weir.worker.metric.Evaluator;
import weir.worker.nn.Network;
import weir.worker.nn.layer.InputValueException;

/**
 * All epochs of one worker: steps, progress, validation, the coordinator's decision at the end of
 * each epoch. It can begin at any step and then replays exactly what would have followed. One
 * thread only; ends within a step of an interruption.
 */
public final class TrainingLoop {

  /**
   * The rows of the owned virtual workers.
   *
   * @param validation null: none
   */
  public record Rows(PartitionStore training, PartitionStore validation) {}

  /** Lines to the servers and to the driver; the loop closes neither. */
  public record Lines(ParameterClient parameters, CoordinatorClient coordinator) {}

  /**
   * Who watches.
   *
   * @param nanoTime {@code System::nanoTime}, or a test's
   */
  public record Watch(LongSupplier nanoTime, StepListener listener) {
    /** Real time, nobody listens. */
    public static final Watch REAL = new Watch(System::nanoTime, StepListener.NONE);
  }

  /**
   * How it ended.
   *
   * @param steps applied in the whole training
   * @param reason why before the last epoch; empty when all epochs were run
   */
  public record Outcome(long steps, String reason) {}

  private final TrainingTaskSpec spec;
  private final Rows rows;
  private final Lines lines;
  private final StepListener listener;
  private final PhaseClock clock;
  private final ProgressReport progress;
  private final boolean sparse;
  private final int wholeLength;
  private final Evaluator evaluator;
  private final TrainingStep step;
  private final EpochPlan epochs;
  private long next;
  private float[] measured;

  /** Builds the network; allocates all that training needs. */
  public TrainingLoop(
      TrainingTaskSpec spec, WorkerPlace place, Rows rows, Lines lines, Watch watch) {
    this.spec = spec;
    this.rows = rows;
    this.lines = lines;
    this.listener = watch.listener();
    this.clock = new PhaseClock(watch.nanoTime());
    this.progress = new ProgressReport(lines.coordinator(), watch.nanoTime());
    this.epochs = spec.batches().epochs();
    Network network =
        Network.ofTouchedRows(spec.network(), spec.frozen(), samples(spec, rows.training()));
    this.sparse = !network.tables().isEmpty();
    Network whole = sparse ? new Network(spec.network()) : network;
    this.wholeLength = whole.vectorLength();
    this.evaluator = new Evaluator(whole);
    Batcher batcher =
        new Batcher(rows.training(), spec.batches(), spec.accumulate(), spec.augmenter());
    this.step =
        new TrainingStep(
            new TrainingStep.Parts(
                spec, place, network, batcher, lines.parameters(), clock, listener));
  }

  /** Most rows of this worker in a step. */
  private static long samples(TrainingTaskSpec spec, PartitionStore rows) {
    return (long) spec.batches().largestShare() * (rows.endLeaf() - rows.firstLeaf());
  }

  /**
   * Trains to the end, or until the coordinator says stop.
   *
   * @param startStep the version of the weights to begin with
   * @throws DivergenceException when the loss is not finite; the coordinator has been told
   * @throws InputValueException when a layer cannot take a value; the coordinator has been told
   * @throws BatchTooLargeException when arrays cannot hold a micro-batch; so here
   */
  public Outcome run(long startStep) throws InterruptedException {
    try {
      return train(startStep);
    } catch (DivergenceException e) {
      report(e.step(), FailureKind.DIVERGED, e);
      throw e;
    } catch (InputValueException | BatchTooLargeException e) {
      report(next, FailureKind.USERS_INPUT, e);
      throw e;
    }
  }

  /** A report that does not get through takes nothing from what it reports. */
  private void report(long step, FailureKind kind, RuntimeException failure)
      throws InterruptedException {
    try {
      lines.coordinator().failed(step, failure.getMessage(), kind);
    } catch (ParameterException unheard) {
      failure.addSuppressed(unheard);
    }
  }

  /** The next step, from 0. */
  public long step() {
    return next;
  }

  private Outcome train(long startStep) throws InterruptedException {
    pull(startStep);
    next = startStep;
    if (next > 0 && epochs.begins(next)) {
      // Whoever stopped here may not have heard the decision; the coordinator knows it if made.
      StepTotals unknown = new StepTotals(next - 1, 0, 0, 0, 0, Double.NaN);
      Decision decision = endEpoch(unknown);
      if (!decision.proceed()) {
        return new Outcome(next, decision.reason());
      }
    }
    while (next < spec.totalSteps()) {
      checkInterruption(next);
      StepTotals before = step.run(next);
      if (before != null && !epochs.begins(next)) {
        applied(before, false); // the last step of an epoch has been told at its end
      }
      next++;
      if (epochs.begins(next)) {
        StepTotals last = step.finish();
        applied(last, true);
        Decision decision = endEpoch(last);
        if (!decision.proceed()) {
          return new Outcome(next, decision.reason());
        }
      }
    }
    return new Outcome(next, "");
  }

  private void pull(long version) throws InterruptedException {
    await(lines.parameters().pullDense(version, step.weights()));
  }

  private void await(Future<Void> pulled) throws InterruptedException {
    clock.enter(Phase.WAIT);
    try {
      pulled.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      clock.enter(null);
    }
  }

  private void applied(StepTotals totals, boolean endOfEpoch) {
    if (!Double.isFinite(totals.loss())) {
      throw new DivergenceException(totals.step(), totals.loss(), spec.learningRate());
    }
    listener.stepDone(totals);
    progress.applied(totals, step.samples(), endOfEpoch);
  }

  private Decision endEpoch(StepTotals last) throws InterruptedException {
    return lines
        .coordinator()
        .epochEnd(
            new EpochEnd(
                (int) epochs.epoch(last.step()),
                last.epochWeight(),
                last.epochLoss(),
                validate(),
                phaseSeconds(),
                lines.parameters().traffic()));
  }

  /** Copying weights and applying steps go on in threads that only the client hears of. */
  private double[] phaseSeconds() {
    double[] seconds = clock.seconds();
    for (Phase phase : List.of(Phase.PULL, Phase.APPLY)) {
      seconds[phase.ordinal()] = lines.parameters().phaseNanos(phase) * 1e-9;
    }
    return seconds;
  }

  private Map<Integer, byte[]> validate() throws InterruptedException {
    PartitionStore store = rows.validation();
    SumTree tree = new SumTree(spec.batches().virtualWorkers());
    return store == null ? Map.of() : evaluator.evaluate(validated(), store, tree);
  }

  /**
   * What validation measures after the step last run; sparse tables are read whole for it alone.
   */
  private float[] validated() throws InterruptedException {
    if (!spec.averaged() && !sparse) {
      return step.weights();
    }
    if (measured == null) {
      measured = new float[wholeLength];
    }
    ParameterClient parameters = lines.parameters();
    await(
        spec.averaged() ? parameters.pullAverage(next, measured) : parameters.pull(next, measured));
    return measured;
  }

  private static void checkInterruption(long step) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("training was interrupted before step " + step);
    }
  }
}
