package weir.proto.client;

import java.util.Map;

/**
 * A worker's line to the coordinator in the driver. Blocking calls end with an answer or a {@link
 * ParameterException}; they react to interruption. Concurrency: one worker thread at a time.
 */
public interface CoordinatorClient extends AutoCloseable {

  /**
   * Who a worker is.
   *
   * @param host host name and process id, for messages
   * @param blas library, version, core and vector twin: must be equal on all workers
   * @param executor Spark's name of the executor
   */
  record Hello(int worker, int incarnation, String host, String blas, String executor) {}

  /**
   * What a worker knows at the end of an epoch.
   *
   * @param validation encoded partials of the validation metrics of subtrees of virtual workers, by
   *     the first one; empty without validation rows; as long as they have to be
   * @param phaseSeconds in the order of {@link Phase}, since the worker began
   */
  record EpochEnd(
      int epoch,
      double epochWeight,
      double epochLoss,
      Map<Integer, byte[]> validation,
      double[] phaseSeconds,
      Traffic traffic) {

    /** The same with other partials. */
    public EpochEnd with(Map<Integer, byte[]> partials) {
      return new EpochEnd(epoch, epochWeight, epochLoss, partials, phaseSeconds, traffic);
    }
  }

  /** Whether to go on; {@code reason} says why not. */
  record Decision(boolean proceed, String reason) {}

  /** Why a training cannot go on, whoever tries. */
  enum FailureKind {
    /** A mistake of ours. */
    FAULT,
    /** The user must mend something. */
    USERS_INPUT,
    /** The loss is no number any more: the user must mend something, or asked how far it goes. */
    DIVERGED
  }

  /** Introduces the worker, before it takes its rows. */
  void hello(Hello hello) throws InterruptedException;

  /** Reports how many rows the worker holds by now; not answered. */
  void loading(long rows);

  /** Waits until all workers hold their rows; returns the step to begin with. */
  long ready() throws InterruptedException;

  /**
   * Reports the last finished step, the running mean loss and the rows trained on; not answered.
   */
  void progress(long step, double meanLoss, long samples);

  /** Waits for all workers, then for the coordinator's decision. */
  Decision epochEnd(EpochEnd end) throws InterruptedException;

  /** Reports a failure that ends the training. */
  void failed(long step, String text, FailureKind kind) throws InterruptedException;

  @Override
  void close();
}
