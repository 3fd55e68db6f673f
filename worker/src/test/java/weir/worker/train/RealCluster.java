package weir.worker.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import weir.proto.client.ClientSpec;
import weir.proto.client.ParameterClient;
import weir.proto.client.ParameterClients;
import weir.proto.client.StepTotals;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Endpoint;
import weir.proto.transport.Endpoint.Transport;
import weir.server.server.EmbeddedServers;

/** Trains a golden case with workers as threads through real servers and real connections. */
record RealCluster(Transport transport, int shards, int workers, int virtualWorkers) {

  /**
   * What came of it.
   *
   * @param totals of every step
   * @param leafLoss [steps][leaves] mean losses
   * @param weights the last version
   */
  record Result(
      List<StepTotals> totals, double[][] leafLoss, GradientRecorder gradients, float[] weights) {}

  Result train(GoldenTraining golden) throws Exception {
    String job = golden.golden().name() + "-" + this;
    TrainingSpec training = golden.training(job, virtualWorkers, shards);
    String host = transport == Transport.LOCAL ? job : "127.0.0.1";
    try (EmbeddedServers servers = EmbeddedServers.start(transport, host, shards, 1);
        ParameterClient driver = connect(training, servers.endpoints())) {
      driver.init(training, golden.initialWeights()).get();
      Result result =
          new Result(
              new ArrayList<>(),
              new double[golden.steps()][virtualWorkers],
              new GradientRecorder(training.segments(), golden.steps()),
              new float[training.segments().length()]);
      work(golden, training, servers.endpoints(), result);
      driver.pull(golden.steps(), result.weights()).get();
      driver.drop().get();
      return result;
    }
  }

  static ParameterClient connect(TrainingSpec training, List<Endpoint> endpoints)
      throws InterruptedException {
    return ParameterClients.connect(ClientSpec.of(training, endpoints));
  }

  private void work(
      GoldenTraining golden, TrainingSpec training, List<Endpoint> endpoints, Result result)
      throws Exception {
    try (Workers running = new Workers(workers)) {
      for (int worker = 0; worker < workers; worker++) {
        WorkerPlace place = new WorkerPlace(worker, workers, 0);
        running.start(
            () -> {
              try (ParameterClient client = connect(training, endpoints)) {
                return loop(golden, place, client, result).run(0);
              }
            });
      }
      running.join();
    }
  }

  /** Threads that end with this object. */
  static final class Workers implements AutoCloseable {
    private final ExecutorService threads;
    private final List<Future<?>> ends = new ArrayList<>();

    Workers(int count) {
      threads = Executors.newFixedThreadPool(count);
    }

    void start(Callable<?> worker) {
      ends.add(threads.submit(worker));
    }

    /** Fails when one of them did. */
    void join() throws Exception {
      for (Future<?> end : ends) {
        end.get();
      }
    }

    /** Interrupts all of them and waits until they are gone. */
    void kill() throws InterruptedException {
      threads.shutdownNow();
      while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        threads.shutdownNow();
      }
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }

  private TrainingLoop loop(
      GoldenTraining golden, WorkerPlace place, ParameterClient client, Result result) {
    StepListener listener =
        new StepListener() {
          @Override
          public void leafDone(long step, int leaf, double weight, double loss) {
            result.leafLoss()[(int) step][leaf] = loss / weight;
          }

          @Override
          public void stepDone(StepTotals totals) {
            if (place.worker() == 0) {
              result.totals().add(totals);
            }
          }
        };
    return new FakeCluster.Job(
            golden.task(virtualWorkers), golden.layout(), golden.blocks(virtualWorkers), null)
        .loop(
            place,
            new TrainingLoop.Lines(result.gradients().over(client), new FakeCoordinator()),
            new TrainingLoop.Watch(System::nanoTime, listener));
  }
}
