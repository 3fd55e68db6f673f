package weir.driver.job;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.proto.client.ClientSpec;
import weir.proto.client.ParameterClient;
import weir.proto.client.ParameterClient.Completed;
import weir.proto.client.ParameterClients;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.spec.TrainingSpec;

/**
 * The driver's line to the servers of one training. It asks now and then, so that servers know that
 * the training lives and what lies between keeps the line; it is opened again when it broke; and
 * closing it frees the servers' memory, however the training has ended. Thread-safe.
 */
final class ServerLine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerLine.class);
  private static final long ASK_SECONDS = 5;
  private static final long DROP_SECONDS = 5;
  private static final long PAUSE_MILLIS = 200;

  private final ClientSpec spec;
  private final ScheduledExecutorService asking =
      Executors.newSingleThreadScheduledExecutor(ServerLine::daemon);
  private ParameterClient client;

  /**
   * Connects and puts the initial weights on the servers.
   *
   * @throws ParameterException naming the server
   */
  ServerLine(ClientSpec spec, TrainingSpec training, float[] weights) throws InterruptedException {
    this.spec = spec;
    this.client = ParameterClients.connect(spec);
    boolean complete = false;
    try {
      get(client.init(training, weights));
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
    asking.scheduleWithFixedDelay(this::ask, ASK_SECONDS, ASK_SECONDS, TimeUnit.SECONDS);
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "weir-server-line");
    thread.setDaemon(true);
    return thread;
  }

  private void ask() {
    try {
      call(ParameterClient::completed);
    } catch (RuntimeException silent) {
      LOG.debug("the servers do not answer", silent); // whoever needs an answer says so
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** What all servers have finished; asked in a thread of its own. */
  CompletableFuture<Completed> completed() {
    CompletableFuture<Completed> answer = new CompletableFuture<>();
    asking.execute(
        () -> {
          try {
            answer.complete(call(ParameterClient::completed));
          } catch (RuntimeException | InterruptedException failure) {
            answer.completeExceptionally(failure);
          }
        });
    return answer;
  }

  /**
   * Asks what may be asked twice; again on a new line where the old one is broken, until the
   * deadline.
   *
   * @throws ParameterException naming the server
   */
  <T> T call(Function<ParameterClient, CompletableFuture<T>> request) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(spec.deadlineMillis());
    ParameterClient line = line();
    while (true) {
      try {
        return get(request.apply(line));
      } catch (ParameterException failure) {
        if (failure.code() != Code.CONNECTION || System.nanoTime() >= end) {
          throw failure;
        }
        LOG.info("the line to the servers is opened again: {}", failure.getMessage());
        line = renewed(line, failure, end);
      }
    }
  }

  private synchronized ParameterClient line() {
    return client;
  }

  /** A new line in place of a broken one, unless another thread has made one. */
  private synchronized ParameterClient renewed(
      ParameterClient broken, ParameterException cause, long end) throws InterruptedException {
    while (client == broken) {
      try {
        ParameterClient next = ParameterClients.connect(spec);
        client.close();
        client = next;
      } catch (ParameterException unreachable) {
        if (System.nanoTime() >= end) {
          cause.addSuppressed(unreachable);
          throw cause;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
    return client;
  }

  private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  /** What cannot be freed now is freed when its lease is over; it costs the training nothing. */
  @Override
  public void close() {
    asking.shutdownNow();
    boolean interrupted = Thread.interrupted();
    ParameterClient line = line();
    try {
      line.drop().get(DROP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      LOG.warn("the servers keep the training until its lease is over: {}", Causes.root(failure));
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      line.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
