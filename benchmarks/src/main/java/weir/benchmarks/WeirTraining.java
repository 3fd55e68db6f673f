package weir.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.stream.IntStream;
import weir.proto.client.ClientSpec;
import weir.proto.client.CoordinatorClient;
import weir.proto.client.ParameterClient;
import weir.proto.client.ParameterClients;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.ConsistencySpec;
import weir.proto.spec.EpochPlan;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.TrainingSpec;
import weir.proto.spec.UpdateSpec;
import weir.proto.transport.Endpoint.Transport;
import weir.server.server.EmbeddedServers;
import weir.worker.augment.Augmentation;
import weir.worker.data.BatchPlan;
import weir.worker.data.ExplicitBatchPlan;
import weir.worker.data.PartitionStore;
import weir.worker.data.RowBlock;
import weir.worker.data.RowLayout;
import weir.worker.nn.Network;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.train.TrainingLoop;
import weir.worker.train.TrainingTaskSpec;
import weir.worker.train.WorkerPlace;

/**
 * Weir's own training loop, client, wire and embedded server, without Spark around them: one thread
 * a worker. A round of the benchmark is an epoch; between rounds the workers wait for the
 * coordinator's decision, as they do in a job.
 */
final class WeirTraining implements Contender {
  private static final long DEADLINE_MILLIS = 60_000;
  private static final int MOST_EPOCHS = 1_000_000;

  private final Workload workload;
  private final int workers;
  private final Transport transport;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  WeirTraining(Workload workload, int workers, Transport transport) {
    this.workload = workload;
    this.workers = workers;
    this.transport = transport;
  }

  @Override
  public int rowsPerStep() {
    return workers * workload.batch();
  }

  @Override
  public double train(int steps) {
    try {
      if (lines.isEmpty()) {
        start(steps);
      }
      for (Line line : lines) {
        line.orders.put(true);
      }
      double loss = 0;
      for (Line line : lines) {
        loss += line.losses.take() / workers;
      }
      return loss;
    } catch (InterruptedException e) {
      throw new IllegalStateException("the workers were interrupted", e);
    }
  }

  private void start(int stepsPerEpoch) throws InterruptedException {
    NetworkSpec spec = workload.network();
    BatchPlan plan = plan(stepsPerEpoch);
    TrainingSpec training = training(new Network(spec), stepsPerEpoch);
    String host = transport == Transport.LOCAL ? "benchmark" : "127.0.0.1";
    int loops = Runtime.getRuntime().availableProcessors();
    EmbeddedServers servers = EmbeddedServers.start(transport, host, 1, loops);
    open.add(servers);
    TrainingTaskSpec task =
        new TrainingTaskSpec(
            spec,
            plan,
            Augmentation.NONE,
            1,
            MOST_EPOCHS,
            1,
            Set.of(),
            false,
            Workload.LEARNING_RATE);
    ClientSpec clientSpec = ClientSpec.of(training, servers.endpoints());
    for (int worker = 0; worker < workers; worker++) {
      ParameterClient client = ParameterClients.connect(clientSpec);
      open.add(0, client);
      if (worker == 0) {
        client.init(training, workload.startWeights()).join();
      }
      Line line = new Line();
      lines.add(line);
      start(new WorkerPlace(worker, workers, 0), task, client, line);
    }
  }

  private void start(WorkerPlace place, TrainingTaskSpec task, ParameterClient client, Line line) {
    Thread thread =
        new Thread(
            () -> {
              try {
                line.orders.take();
                PartitionStore rows = rows(place.worker());
                new TrainingLoop(
                        task,
                        place,
                        new TrainingLoop.Rows(rows, null),
                        new TrainingLoop.Lines(client, line),
                        TrainingLoop.Watch.REAL)
                    .run(0);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "worker-" + place.worker());
    thread.setDaemon(true);
    thread.start();
  }

  private BatchPlan plan(int steps) {
    int[][] batches = new int[steps][];
    for (int step = 0; step < steps; step++) {
      int first = step % Workload.BATCHES * workload.batch();
      batches[step] =
          IntStream.range(0, workers * workload.batch())
              .map(i -> first + i % workload.batch())
              .toArray();
    }
    return new ExplicitBatchPlan(batches, workers);
  }

  private TrainingSpec training(Network network, int stepsPerEpoch) {
    return new TrainingSpec(
        "benchmark",
        network.segments(),
        new UpdateSpec(
            new OptimizerSpec.Adam(Workload.BETA1, Workload.BETA2, Workload.EPSILON),
            new ScheduleSpec.Constant(),
            new ClipSpec.None(),
            List.of(GroupUpdate.of(Workload.LEARNING_RATE))),
        new ConsistencySpec.Sync(),
        workers,
        workers,
        1,
        EpochPlan.of(stepsPerEpoch),
        DEADLINE_MILLIS);
  }

  private PartitionStore rows(int leaf) {
    int width = workload.network().inputWidth();
    List<RowBlock> blocks = new ArrayList<>();
    for (int batch = 0; batch < Workload.BATCHES; batch++) {
      int[] labels = workload.labels(batch);
      float[] targets = new float[labels.length];
      for (int i = 0; i < labels.length; i++) {
        targets[i] = labels[i];
      }
      blocks.add(
          new RowBlock(
              leaf,
              batch * workload.batch(),
              workload.batch(),
              width,
              workload.rows(batch),
              null,
              null,
              targets,
              targets.length / workload.batch(),
              null));
    }
    return new PartitionStore(
        new RowLayout(width, blocks.get(0).targetWidth(), false), leaf, leaf + 1, blocks);
  }

  @Override
  public void close() {
    for (AutoCloseable part : open) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("could not stop " + part, e);
      }
    }
  }

  /** A worker's line to its coordinator: the benchmark, which lets it run one round at a time. */
  private static final class Line implements CoordinatorClient {
    private final SynchronousQueue<Boolean> orders = new SynchronousQueue<>();
    private final SynchronousQueue<Double> losses = new SynchronousQueue<>();
    private volatile double meanLoss;

    @Override
    public void hello(Hello hello) {}

    @Override
    public void loading(long rows) {}

    @Override
    public long ready() {
      return 0;
    }

    @Override
    public void progress(long step, double epochMeanLoss, long samples) {
      meanLoss = epochMeanLoss;
    }

    @Override
    public Decision epochEnd(EpochEnd end) throws InterruptedException {
      losses.put(meanLoss);
      orders.take();
      return new Decision(true, "");
    }

    @Override
    public void failed(long step, String text, FailureKind kind) {
      throw new IllegalStateException("step " + step + ": " + text);
    }

    @Override
    public void close() {}
  }
}
