package weir.server.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import weir.proto.client.ClientSpec;
import weir.proto.client.Contribution;
import weir.proto.client.ParameterClient;
import weir.proto.client.ParameterClients;
import weir.proto.partition.RangePartition;
import weir.proto.partition.SumTree;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Endpoint.Transport;
import weir.server.shard.Trainings;
import weir.server.shard.UnwatchedBuffers;

/** What a step costs in garbage, from the worker's call through the server and back. */
@ExtendWith(UnwatchedBuffers.class)
class StepAllocationTest {
  private static final int CHUNKS = 16;
  private static final int FLOATS = CHUNKS * RangePartition.CHUNK;
  private static final int WARM_STEPS = 200;
  private static final int STEPS = 100;
  private static final long BYTES_A_STEP = 64 * 1024;
  private static final long BYTES_A_CHUNK = 2 * 1024;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource({"LOCAL,1", "LOCAL,2", "TCP,1", "TCP,2"})
  void staysUnderTheStepsAndTheChunksShare(Transport transport, int workers) throws Exception {
    TrainingSpec training =
        Trainings.training(
            Trainings.segments(FLOATS),
            Trainings.update(Trainings.ADAM, 1e-3, Trainings.NO_CLIP),
            workers,
            1);
    String host = transport == Transport.LOCAL ? "allocation-" + workers : "127.0.0.1";
    ExecutorService pool = Executors.newFixedThreadPool(workers, task -> new Thread(task, "weir"));
    try (EmbeddedServers servers = EmbeddedServers.start(transport, host, 1, 2);
        ParameterClient driver =
            ParameterClients.connect(ClientSpec.of(training, servers.endpoints()))) {
      driver.init(training, new float[FLOATS]).get();
      long[] allocated = new long[2];
      CyclicBarrier together = new CyclicBarrier(workers);
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        SumTree.Node leaf = new SumTree.Node(0, worker);
        tasks.add(() -> work(training, servers, leaf, together, allocated));
      }
      for (Future<Void> future : pool.invokeAll(tasks)) {
        future.get();
      }
      long perStep = (allocated[1] - allocated[0]) / STEPS;
      assertThat(perStep).isPositive().isLessThan(BYTES_A_STEP + workers * CHUNKS * BYTES_A_CHUNK);
    } finally {
      pool.shutdownNow();
    }
  }

  private Void work(
      TrainingSpec training,
      EmbeddedServers servers,
      SumTree.Node leaf,
      CyclicBarrier together,
      long[] allocated)
      throws Exception {
    float[] gradient = new float[FLOATS];
    float[] weights = new float[FLOATS];
    try (ParameterClient client =
        ParameterClients.connect(ClientSpec.of(training, servers.endpoints()))) {
      for (long step = 0; step < WARM_STEPS + STEPS; step++) {
        if (step == WARM_STEPS) {
          note(leaf, together, allocated, 0);
        }
        client.pushPull(new Contribution(leaf, step, 0, 1, 0), 0, gradient, weights).get();
      }
      note(leaf, together, allocated, 1);
    }
    return null;
  }

  /** Sums over the workers, the clients' loops and the servers' loops while all of them rest. */
  private void note(SumTree.Node leaf, CyclicBarrier together, long[] allocated, int at)
      throws InterruptedException, BrokenBarrierException {
    together.await();
    if (leaf.index() == 0) {
      for (long id : threads.getAllThreadIds()) {
        var thread = threads.getThreadInfo(id);
        if (thread != null && thread.getThreadName().startsWith("weir")) {
          allocated[at] += threads.getThreadAllocatedBytes(id);
        }
      }
    }
    together.await();
  }
}
