package weir.proto.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One future made of several answers: complete when all are there, failed with the first failure.
 * Thread-safe.
 */
class Gathering<T> {
  private final CompletableFuture<T> future = new CompletableFuture<>();
  private final AtomicInteger missing;

  Gathering(int parts) {
    missing = new AtomicInteger(parts);
  }

  final CompletableFuture<T> future() {
    return future;
  }

  final void arrived() {
    if (missing.decrementAndGet() == 0) {
      future.complete(result());
    }
  }

  final void failed(ParameterException failure) {
    future.completeExceptionally(failure);
  }

  /** What the future completes with, once all parts have arrived. */
  T result() {
    return null;
  }
}
