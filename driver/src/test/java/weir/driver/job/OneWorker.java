package weir.driver.job;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import weir.driver.report.EpochSummary;
import weir.proto.client.ClientSpec;
import weir.proto.client.CoordinatorClient;
import weir.proto.client.ParameterClient;
import weir.proto.client.ParameterClients;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Endpoint.Transport;
import weir.server.server.EmbeddedServers;
import weir.worker.data.PartitionStore;
import weir.worker.data.RowBlock;
import weir.worker.train.DivergenceException;
import weir.worker.train.TrainingLoop;
import weir.worker.train.WorkerPlace;

/**
 * Trains in this thread, on a server in this JVM, without Spark.
 *
 * @param rows all of them, of one virtual worker
 */
record OneWorker(Blueprint blueprint, RowBlock rows) {

  /**
   * Trains to the end; false when the loss was no number any more.
   *
   * @param heard of every epoch
   * @param decision after it
   */
  boolean train(Consumer<EpochSummary> heard, Supplier<CoordinatorClient.Decision> decision)
      throws Exception {
    TrainingSpec training = blueprint.training();
    try (EmbeddedServers servers = EmbeddedServers.start(Transport.LOCAL, training.jobId(), 1, 1);
        ParameterClient client =
            ParameterClients.connect(ClientSpec.of(training, servers.endpoints()))) {
      client.init(training, blueprint.initialWeights()).get();
      PartitionStore store = new PartitionStore(blueprint.layout(), 0, 1, List.of(rows));
      new TrainingLoop(
              blueprint.task(),
              new WorkerPlace(0, 1, 0),
              new TrainingLoop.Rows(store, null),
              new TrainingLoop.Lines(client, new Judge(training, heard, decision)),
              TrainingLoop.Watch.REAL)
          .run(0);
      return true;
    } catch (DivergenceException e) {
      return false;
    }
  }

  private record Judge(
      TrainingSpec training, Consumer<EpochSummary> heard, Supplier<Decision> decision)
      implements CoordinatorClient {
    @Override
    public void hello(Hello hello) {}

    @Override
    public void loading(long rows) {}

    @Override
    public long ready() {
      throw new UnsupportedOperationException("the loop is told its first step");
    }

    @Override
    public void progress(long step, double meanLoss, long samples) {}

    @Override
    public Decision epochEnd(EpochEnd end) {
      long steps = training.epochs().firstStep(end.epoch() + 1);
      double rate = training.update().rate(steps - 1);
      double loss = end.epochLoss() / end.epochWeight();
      heard.accept(new EpochSummary(end.epoch() + 1, steps, rate, loss, Map.of(), 0, 0));
      return decision.get();
    }

    @Override
    public void failed(long step, String text, FailureKind kind) {}

    @Override
    public void close() {}
  }
}
