package weir.server.shard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Totals;
import weir.proto.partition.Chunk;
import weir.proto.partition.NormPhase;
import weir.proto.partition.NormSums;
import weir.proto.partition.SumTree.Node;
import weir.server.shard.FakeConnection.Answer;

/**
 * A worker that trains on its subtrees, with every frame in the hands of the simulation: frames it
 * wants delivered are in {@link #outbox}.
 */
final class SimulatedWorker {

  /** A frame on its way. */
  record Envelope(FakeConnection from, Header header, float[] floats) {}

  private final ShardHarness shard;
  private final List<Node> nodes;
  private final int incarnation;
  private final float[] weights;
  private final float[] nextWeights;
  private NormSums norms;

  /** Of the phase before. */
  private NormSums combined;

  private final Set<Integer> missing = new HashSet<>();
  private final Set<Long> current = new HashSet<>();
  private FakeConnection connection = new FakeConnection("worker");
  private Totals totals;

  /** The phase whose sums are awaited; after the last, weights are. */
  private int phase;

  private long step;

  final List<Envelope> outbox = new ArrayList<>();

  SimulatedWorker(ShardHarness shard, List<Node> nodes, int incarnation, long step) {
    this.shard = shard;
    this.nodes = nodes;
    this.incarnation = incarnation;
    this.step = step;
    this.weights = shard.weights(step);
    this.nextWeights = weights.clone();
    request();
  }

  long step() {
    return step;
  }

  boolean isWaiting() {
    return !missing.isEmpty();
  }

  /** Breaks the connection and asks again for everything that has not come. */
  void reconnect() {
    shard.close(connection);
    connection = new FakeConnection("worker");
    if (phase > 0) {
      sendApplies();
    } else {
      sendPushes();
    }
  }

  void breakConnection() {
    shard.close(connection);
  }

  private void request() {
    phase = 0;
    expectNorms();
    shard.partition.chunks().forEach(chunk -> missing.add(chunk.index()));
    sendPushes();
  }

  /** Plain pushes for all subtrees but the last, which also pulls. */
  private void sendPushes() {
    for (Node node : nodes) {
      float[] gradient = SimulatedGradients.sum(node, step, weights);
      boolean last = node.equals(nodes.get(nodes.size() - 1));
      for (Chunk chunk : shard.partition.chunks()) {
        if (missing.contains(chunk.index())) {
          Header header =
              shard
                  .header(last ? FrameType.PUSH_PULL : FrameType.PUSH, chunk)
                  .setPush(
                      ShardHarness.push(node, step, incarnation)
                          .setWeight(SimulatedGradients.weight(node))
                          .setLoss(SimulatedGradients.loss(node)))
                  .build();
          send(header, ShardHarness.slice(gradient, chunk));
        }
      }
    }
  }

  private void sendApplies() {
    for (Chunk chunk : shard.partition.chunks()) {
      if (missing.contains(chunk.index())) {
        Header.Builder header =
            shard.header(FrameType.APPLY, chunk).setVersion(step + 1).setPhase(phase - 1);
        Arrays.stream(combined.of(chunk)).forEach(header::addSums);
        send(header.build(), new float[0]);
      }
    }
  }

  private void expectNorms() {
    List<NormPhase> phases = shard.training.update().phases();
    norms = phase < phases.size() ? new NormSums(phases.get(phase), shard.partition) : null;
  }

  private void send(Header header, float[] floats) {
    current.add(header.getRequest());
    outbox.add(new Envelope(connection, header, floats));
  }

  /** Reads what has arrived; {@code lose} tells whether an answer got lost on the way. */
  void read(BooleanSupplier lose) {
    for (Answer answer = connection.poll(); answer != null; answer = connection.poll()) {
      if (!lose.getAsBoolean()) {
        accept(answer);
      }
    }
  }

  private void accept(Answer answer) {
    Header header = answer.header();
    int index = header.getChunk();
    if (!current.contains(header.getRequest())) {
      return; // a second answer to a frame that was delivered twice
    }
    if (answer.type() == FrameType.FAILED) {
      throw new AssertionError(header);
    }
    boolean expected =
        switch (answer.type()) {
          case WEIGHTS -> header.getVersion() == step + 1;
          case NORMS -> header.getTotals().getStep() == step && header.getPhase() == phase;
          default -> false;
        };
    if (!expected || !missing.remove(index)) {
      return;
    }
    if (totals != null && !totals.equals(header.getTotals())) {
      throw new AssertionError("chunks disagree: " + totals + header.getTotals());
    }
    totals = header.getTotals();
    if (answer.type() == FrameType.NORMS) {
      Chunk chunk = shard.partition.chunks().get(index);
      System.arraycopy(answer.doubles(), 0, norms.array(), norms.from(chunk), norms.count(chunk));
    } else {
      int offset = shard.partition.chunks().get(index).offset();
      System.arraycopy(answer.floats(), 0, nextWeights, offset, answer.floats().length);
    }
    if (missing.isEmpty()) {
      advance();
    }
  }

  private void advance() {
    current.clear();
    if (norms != null) {
      combined = norms;
      combined.combine();
      phase++;
      expectNorms();
      shard.partition.chunks().forEach(chunk -> missing.add(chunk.index()));
      sendApplies();
      return;
    }
    System.arraycopy(nextWeights, 0, weights, 0, weights.length);
    totals = null;
    step++;
  }

  /** Begins the next step. */
  void proceed() {
    request();
  }
}
