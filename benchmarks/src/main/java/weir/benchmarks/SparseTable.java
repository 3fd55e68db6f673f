package weir.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import weir.proto.client.ClientSpec;
import weir.proto.client.Contribution;
import weir.proto.client.ParameterClient;
import weir.proto.client.ParameterClients;
import weir.proto.client.Traffic;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.partition.SumTree;
import weir.proto.partition.TableRows;
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

/**
 * What a step of a table costs over TCP with Adam when only touched rows travel, beside the whole
 * table there and back: one worker, two shards.
 */
final class SparseTable {
  private static final int UNITS = 16;
  private static final int SHARDS = 2;
  private static final long DEADLINE_MILLIS = 60_000;

  private final int rows;
  private final int steps;

  private SparseTable(int rows, int steps) {
    this.rows = rows;
    this.steps = steps;
  }

  /** Arguments: steps a round, rows of the table. */
  public static void main(String[] arguments) throws Exception {
    int steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    SparseTable table = new SparseTable(rows, steps);
    System.out.printf("%d rows of %d floats, Adam, TCP loopback%n", rows, UNITS);
    for (int touched : new int[] {100, 1_000, 10_000}) {
      table.measure(touched);
    }
    table.measure(0);
  }

  /** A round of warm-up and one that counts; 0 rows: all of them, as a dense unit. */
  private void measure(int touched) throws Exception {
    Segment.Rule rule = touched == 0 ? Segment.Rule.OPTIMIZE : Segment.Rule.SPARSE;
    Segment segment = new Segment("w", 0, rows * UNITS, UNITS, 2, 0, 0, rule);
    TrainingSpec training = training(new Segments(List.of(segment)));
    try (EmbeddedServers servers = EmbeddedServers.start(Transport.TCP, "127.0.0.1", SHARDS, 1);
        ParameterClient client =
            ParameterClients.connect(ClientSpec.of(training, servers.endpoints()))) {
      float[] weights = new float[rows * UNITS];
      client.init(training, weights).get();
      int round = touched == 0 ? Math.max(1, steps / 20) : steps;
      run(client, touched, 0, round);
      Traffic before = client.traffic();
      long start = System.nanoTime();
      run(client, touched, round, round);
      double millis = (System.nanoTime() - start) / 1e6 / round;
      Traffic after = client.traffic();
      System.out.printf(
          "%-10s %8.3f ms a step, %,11d bytes sent, %,11d received a step%n",
          touched == 0 ? "whole" : touched + " rows",
          millis,
          (after.bytesSent() - before.bytesSent()) / round,
          (after.bytesReceived() - before.bytesReceived()) / round);
    }
  }

  private void run(ParameterClient client, int touched, long first, int count) throws Exception {
    SplittableRandom random = new SplittableRandom(first);
    float[] weights = new float[(touched == 0 ? rows : touched) * UNITS];
    float[] gradient = new float[weights.length];
    Arrays.fill(gradient, 1);
    for (long step = first; step < first + count; step++) {
      Contribution contribution = new Contribution(new SumTree.Node(0, 0), step, 0, 1, 0);
      if (touched == 0) {
        client.pushPull(contribution, 0, gradient, weights).get();
        continue;
      }
      int[] ids = random.ints(touched, 0, rows).sorted().distinct().toArray();
      client.pullRows(step, 0, new TableRows(ids, 0, ids.length, weights, 0, UNITS)).get();
      TableRows moved = new TableRows(ids, 0, ids.length, gradient, 0, UNITS);
      client.pushRows(contribution, 0, moved).get();
    }
  }

  private TrainingSpec training(Segments segments) {
    return new TrainingSpec(
        "table",
        segments,
        new UpdateSpec(
            OptimizerSpec.Adam.DEFAULT,
            new ScheduleSpec.Constant(),
            new ClipSpec.None(),
            List.of(GroupUpdate.of(1e-3))),
        new ConsistencySpec.Sync(),
        1,
        1,
        SHARDS,
        EpochPlan.of(1_000_000),
        DEADLINE_MILLIS);
  }
}
