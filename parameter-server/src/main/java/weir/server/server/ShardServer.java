package weir.server.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.proto.codec.FrameLimits;
import weir.proto.transport.Endpoint;
import weir.proto.transport.Fatal;
import weir.proto.transport.FrameServer;
import weir.server.shard.ShardCounters;

/** A parameter server that listens on one endpoint. Thread-safe. */
public final class ShardServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShardServer.class);

  /** How often deadlines are looked at. */
  private static final long CHECK_MILLIS = 250;

  private final FrameServer frames;
  private final TrainingHost host;

  private ShardServer(FrameServer frames, TrainingHost host) {
    this.frames = frames;
    this.host = host;
  }

  /**
   * Binds and listens.
   *
   * @param bind port 0 chooses a free one
   * @param loops event loops; chunks are spread over them
   * @param limits what it spends on trainings
   * @throws weir.proto.client.ParameterException CONNECTION when the address cannot be bound
   */
  public static ShardServer start(Endpoint bind, int loops, HostLimits limits) {
    CompletableFuture<List<Executor>> owners = new CompletableFuture<>();
    TrainingHost host = new TrainingHost(owners, limits, System::nanoTime);
    FrameServer frames = FrameServer.start(bind, loops, FrameLimits.DATA, host);
    owners.complete(frames.owners());
    frames
        .timers()
        .scheduleAtFixedRate(
            () -> checkDeadlines(host), CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    return new ShardServer(frames, host);
  }

  /** A periodic task that throws is not run again. */
  private static void checkDeadlines(TrainingHost host) {
    try {
      host.checkDeadlines();
    } catch (RuntimeException | Error defect) {
      Fatal.report(defect);
      LOG.error("deadlines could not be checked", defect);
    }
  }

  /** Where clients reach it. */
  public Endpoint endpoint() {
    return frames.endpoint();
  }

  /** What its shards did so far. */
  public ShardCounters.Snapshot counters() {
    return host.counters();
  }

  /** Stops listening and closes every connection; trainings are forgotten. */
  @Override
  public void close() {
    frames.close();
  }
}
