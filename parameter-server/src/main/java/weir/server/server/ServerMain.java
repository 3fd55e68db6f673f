package weir.server.server;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import weir.proto.client.ParameterException;
import weir.proto.transport.Endpoint;
import weir.server.shard.ShardCounters;

/**
 * A parameter server as a process of its own, without Spark: listens until it is told to end, and
 * serves any number of trainings.
 */
@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    description = "Serves parameters to workers that name this host:port in cluster.servers.")
public final class ServerMain implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServerMain.class);
  private static final int BAD_INPUT = 2;
  private static final int FATAL = 1;

  /** Drivers ask every 5 seconds. */
  private static final int LEAST_LEASE_SECONDS = 15;

  @Option(
      names = "--host",
      defaultValue = "0.0.0.0",
      description = "address to listen on (default: ${DEFAULT-VALUE}, all of them)")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "7171",
      description = "port to listen on, 0 for any (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--threads",
      defaultValue = "0",
      description = "event loops; 0 for one per core (default: ${DEFAULT-VALUE})")
  private int threads;

  @Option(
      names = "--lease",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "forget a training that neither its driver nor a worker has asked for this long"
              + " (default: ${DEFAULT-VALUE})")
  private int leaseSeconds;

  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Ends with SIGTERM, or with exit code 2 when the address cannot be used. */
  public static void main(String[] arguments) {
    // Whoever supervises this process starts it again; half a server serves nobody.
    Thread.setDefaultUncaughtExceptionHandler(ServerMain::endOnFatal);
    System.exit(new CommandLine(new ServerMain()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (leaseSeconds < LEAST_LEASE_SECONDS) {
      System.err.println(
          "lease=" + leaseSeconds + " (expected: >= " + LEAST_LEASE_SECONDS + "); set --lease");
      return BAD_INPUT;
    }
    ShardServer server;
    try {
      int loops = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
      server =
          ShardServer.start(
              Endpoint.tcp(host, port), loops, HostLimits.leased(Duration.ofSeconds(leaseSeconds)));
    } catch (ParameterException | IllegalArgumentException failure) {
      System.err.println(failure.getMessage());
      return BAD_INPUT;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "weir-server-stop"));
    System.out.printf(
        "weir server listening on %s, pid %d%n", server.endpoint(), ProcessHandle.current().pid());
    System.out.flush();
    stopped.await();
    return 0;
  }

  private static void endOnFatal(Thread thread, Throwable failure) {
    if (failure instanceof VirtualMachineError) {
      try {
        boolean memory = failure instanceof OutOfMemoryError;
        System.err.println(
            "weir server ends: "
                + failure
                + (memory ? "; give its JVM more, as WEIR_JAVA_OPTIONS=-Xmx8g" : ""));
      } finally {
        Runtime.getRuntime().halt(FATAL); // there may be no memory for the line
      }
    }
    LOG.error("thread {} has ended", thread.getName(), failure);
  }

  private void stop(ShardServer server) {
    ShardCounters.Snapshot counters = server.counters();
    server.close();
    LOG.info(
        "server ends: {} pushes applied, {} repeated, {} dropped, {} s of applying",
        counters.applied(),
        counters.repeated(),
        counters.dropped(),
        counters.applySeconds());
    stopped.countDown();
  }
}
