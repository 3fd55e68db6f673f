package weir.proto.control;

import java.util.concurrent.CompletableFuture;
import weir.proto.client.CoordinatorClient.Decision;
import weir.proto.client.CoordinatorClient.EpochEnd;
import weir.proto.client.CoordinatorClient.FailureKind;
import weir.proto.client.CoordinatorClient.Hello;

/**
 * What the coordinator in the driver does with what workers tell it. Calls come from event loops,
 * several at once: they must not block. A {@code ParameterException}, thrown or in a future, is
 * answered with its code and text.
 */
public interface CoordinatorService {

  /** Who reports: a worker of one incarnation. */
  record Reporter(int worker, int incarnation) {}

  /**
   * How far a worker is.
   *
   * @param step last finished step
   * @param meanLoss running mean of the epoch
   * @param samples rows trained on since the worker began
   */
  record Progress(long step, double meanLoss, long samples) {}

  /** A failure that ends the training. */
  record Failed(long step, String text, FailureKind kind) {}

  /** A worker is there and about to take its rows. */
  void hello(Hello hello);

  /** A worker holds so many rows by now; not answered. */
  void loading(Reporter reporter, long rows);

  /** A worker holds all its rows; completes with the step to begin with once all workers do. */
  CompletableFuture<Long> ready(Reporter reporter);

  /** Not answered. */
  void progress(Reporter reporter, Progress progress);

  /** Completes once all workers are there. */
  CompletableFuture<Decision> epochEnd(Reporter reporter, EpochEnd end);

  /** The worker gives up. */
  void failed(Reporter reporter, Failed failure);

  /** The connection ended without a goodbye. */
  void disconnected(Reporter reporter);
}
