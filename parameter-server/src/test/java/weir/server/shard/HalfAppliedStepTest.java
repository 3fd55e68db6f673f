package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import weir.proto.partition.Chunk;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.TrainingSpec;

/** A worker dies when only some chunks have applied its step. */
class HalfAppliedStepTest {
  private static final Node LEFT = new Node(0, 0);
  private static final Node RIGHT = new Node(0, 1);
  private static final Node ROOT = new Node(1, 0);
  private static final TrainingSpec TRAINING =
      Trainings.training(
          Trainings.segments(3, 2000, 5),
          Trainings.update(Trainings.ADAM, 0.1, Trainings.NO_CLIP),
          2,
          2);

  private static float[] initial() {
    float[] weights = new float[TRAINING.segments().length()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % 7 - 3;
    }
    return weights;
  }

  private static void push(
      ShardHarness shard, List<Chunk> chunks, Node node, long step, int incarnation) {
    float[] gradient = SimulatedGradients.sum(node, step, shard.weights(step));
    for (Chunk chunk : chunks) {
      shard.pushPull(
          new FakeConnection("worker"),
          chunk,
          ShardHarness.push(node, step, incarnation).setWeight(SimulatedGradients.weight(node)),
          gradient);
    }
  }

  @Test
  void theReplayEndsInTheBitsOfAnUndisturbedRun() {
    ShardHarness undisturbed = new ShardHarness(TRAINING, initial());
    ShardHarness killed = new ShardHarness(TRAINING, initial());
    List<Chunk> all = killed.partition.chunks();
    for (int step = 0; step < 2; step++) {
      push(undisturbed, undisturbed.partition.chunks(), ROOT, step, 1);
    }
    push(killed, all, ROOT, 0, 1);
    float[] before = killed.weights(1);
    push(killed, all, LEFT, 1, 1);
    push(killed, all.subList(1, 2), RIGHT, 1, 1);

    assertThat(killed.completedVersion()).isEqualTo(1);
    assertThat(killed.weights(1)).containsExactly(before);
    push(killed, all, ROOT, 1, 2);
    assertThat(killed.weights(2)).containsExactly(undisturbed.weights(2));
    assertThat(killed.counters.snapshot().repeated()).isEqualTo(1);
  }
}
