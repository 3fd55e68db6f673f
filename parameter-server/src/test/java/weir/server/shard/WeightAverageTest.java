package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import weir.proto.message.FrameType;
import weir.proto.partition.Chunk;
import weir.proto.partition.Segments;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.AverageSpec;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.UpdateSpec;

/** The average of the weights beside plain descent at rate 1, step by step. */
class WeightAverageTest {
  private static final int STEPS = 6;
  private static final Segments SEGMENTS = Trainings.segments(3, 2);

  private static ShardHarness harness(AverageSpec average, boolean frozen) {
    GroupUpdate group = new GroupUpdate(1, frozen, PenaltySpec.NONE);
    UpdateSpec update =
        new UpdateSpec(
            Trainings.SGD, new ScheduleSpec.Constant(), Trainings.NO_CLIP, List.of(group), average);
    return new ShardHarness(
        Trainings.training(SEGMENTS, update, 1, 2), new float[] {1, -2, 0.3f, 0.7f, 5});
  }

  private static void step(ShardHarness shard, int step) {
    float[] gradient = new float[SEGMENTS.length()];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) Math.sin(step * 7 + i);
    }
    for (Chunk chunk : shard.partition.learningChunks()) {
      shard.pushPull(
          new FakeConnection("worker"),
          chunk,
          ShardHarness.push(new Node(0, 0), step, 0).setWeight(1),
          gradient);
    }
  }

  @Test
  void theExponentialOneFollowsItsFormulaAndServesTwoVersions() {
    ShardHarness shard = harness(new AverageSpec(AverageSpec.Kind.EMA, 0.9, 2), false);
    float[] expected = shard.weights(0);
    assertThat(shard.average(0)).containsExactly(expected);
    for (int step = 0; step < STEPS; step++) {
      float[] before = expected.clone();
      step(shard, step);
      float[] weights = shard.weights(step + 1);
      for (int i = 0; i < weights.length; i++) {
        float fresh = (float) (1 - 0.9);
        expected[i] = step + 1 <= 2 ? weights[i] : before[i] + fresh * (weights[i] - before[i]);
      }
      assertThat(shard.average(step + 1)).as("after step %d", step).containsExactly(expected);
      assertThat(shard.average(step)).as("before step %d", step).containsExactly(before);
    }
  }

  @Test
  void thePlainOneIsTheMeanFromItsStartOn() {
    ShardHarness shard = harness(new AverageSpec(AverageSpec.Kind.MEAN, 0, 2), false);
    double[] sum = new double[SEGMENTS.length()];
    for (int step = 0; step < STEPS; step++) {
      step(shard, step);
      float[] weights = shard.weights(step + 1);
      for (int i = 0; step + 1 >= 2 && i < sum.length; i++) {
        sum[i] += weights[i];
      }
    }
    float[] mean = shard.average(STEPS);
    for (int i = 0; i < sum.length; i++) {
      assertThat(mean[i]).isCloseTo((float) (sum[i] / (STEPS - 1)), within());
    }
  }

  private static Offset<Float> within() {
    return Offset.offset(1e-6f);
  }

  @Test
  void whatIsFrozenIsItsOwnAverageToTheBit() {
    ShardHarness shard = harness(new AverageSpec(AverageSpec.Kind.EMA, 0.999, 0), true);
    float[] initial = shard.weights(0);
    for (int step = 0; step < STEPS; step++) {
      step(shard, step);
    }
    assertThat(shard.average(STEPS)).containsExactly(initial);
  }

  @Test
  void whereNoneIsKeptAskingForItIsAnError() {
    ShardHarness shard = harness(AverageSpec.NONE, false);
    FakeConnection reader = new FakeConnection("reader");
    Chunk chunk = shard.partition.chunks().get(0);
    shard.send(
        reader,
        shard.header(FrameType.PULL, chunk).setVersion(0).setAverage(true).build(),
        new float[0]);
    assertThat(reader.only().header().getText()).contains("no average is kept");
  }
}
