package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static weir.proto.partition.Segment.Rule.OPTIMIZE;

import java.util.List;
import org.junit.jupiter.api.Test;
import weir.proto.partition.Chunk;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.AverageSpec;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.TrainingSpec;
import weir.proto.spec.UpdateSpec;

/** Rows bounded after the update, against the same computed directly in double. */
class MaxNormTest {
  private static final int STEPS = 3;
  private static final double RATE = 0.05;
  private static final double BOUND = 4;
  private static final PenaltySpec BOUNDED = PenaltySpec.NONE.withMaxNorm(BOUND);

  /** Rows that borders of blocks and chunks would cut, rows longer than a block, and vectors. */
  private static final Segments SEGMENTS =
      new Segments(
          List.of(
              new Segment("wide.weight", 0, 70_000, 1000, 2, 0, 0, OPTIMIZE),
              new Segment("wide.bias", 70_000, 70, 70, 1, 0, 0, OPTIMIZE),
              new Segment("long.weight", 70_070, 90_000, 30_000, 3, 1, 0, OPTIMIZE),
              new Segment("free.weight", 160_070, 1_500, 300, 2, 2, 1, OPTIMIZE),
              new Segment("frozen.weight", 161_570, 180_000, 90_000, 2, 3, 2, OPTIMIZE),
              new Segment("one.weight", 341_570, 77, 77, 2, 4, 0, OPTIMIZE)));

  private static TrainingSpec training(OptimizerSpec rule, PenaltySpec penalty, int shards) {
    List<GroupUpdate> groups =
        List.of(
            new GroupUpdate(RATE, false, penalty),
            GroupUpdate.of(RATE),
            new GroupUpdate(RATE, true, penalty));
    UpdateSpec update =
        new UpdateSpec(
            rule,
            new ScheduleSpec.Constant(),
            Trainings.NO_CLIP,
            groups,
            new AverageSpec(AverageSpec.Kind.MEAN, 0, 1));
    return Trainings.training(SEGMENTS, update, 1, shards);
  }

  private static float[] initial() {
    float[] weights = new float[SEGMENTS.length()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (Math.sin(i) * (i % 7001) / 14_002);
    }
    return weights;
  }

  private static float[] gradient(int step) {
    float[] gradient = new float[SEGMENTS.length()];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) Math.cos(i * (step + 2));
    }
    return gradient;
  }

  private static ShardHarness train(TrainingSpec training) {
    ShardHarness shard = new ShardHarness(training, initial());
    for (int step = 0; step < STEPS; step++) {
      step(shard, step);
    }
    return shard;
  }

  private static void step(ShardHarness shard, int step) {
    FakeConnection worker = new FakeConnection("worker");
    float[] gradient = gradient(step);
    for (Chunk chunk : shard.partition.learningChunks()) {
      shard.pushPull(worker, chunk, ShardHarness.push(new Node(0, 0), step, 0), gradient);
      worker.only();
    }
  }

  /** Moves one weight in double; keeps what it needs of earlier steps. */
  private interface Rule {
    double move(int index, double gradient, int applied);
  }

  private static Rule adam() {
    double[] mean = new double[SEGMENTS.length()];
    double[] square = new double[SEGMENTS.length()];
    return (i, gradient, applied) -> {
      mean[i] = 0.9 * mean[i] + 0.1 * gradient;
      square[i] = 0.999 * square[i] + 0.001 * gradient * gradient;
      double corrected = square[i] / (1 - Math.pow(0.999, applied));
      return mean[i] / (1 - Math.pow(0.9, applied)) / (Math.sqrt(corrected) + 1e-8);
    };
  }

  /** Weights after the last step; in each some rows are bounded and some are not. */
  private static double[] directly(Rule rule) {
    double[] weights = new double[SEGMENTS.length()];
    float[] initial = initial();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = initial[i];
    }
    for (int step = 0; step < STEPS; step++) {
      float[] gradient = gradient(step);
      int bounded = 0;
      for (Segment segment : SEGMENTS.list()) {
        for (int i = segment.offset(); segment.group() != 2 && i < segment.end(); i++) {
          weights[i] -= RATE * rule.move(i, gradient[i], step + 1);
        }
        boolean rows = segment.rank() > 1 && segment.group() == 0;
        for (int at = segment.offset(); rows && at < segment.end(); at += segment.rowLength()) {
          bounded += bound(weights, at, at + segment.rowLength()) ? 1 : 0;
        }
      }
      assertThat(bounded).isBetween(10, 60);
    }
    return weights;
  }

  private static boolean bound(double[] weights, int from, int to) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += weights[i] * weights[i];
    }
    double factor = Math.min(1, BOUND / Math.sqrt(squares));
    for (int i = from; i < to; i++) {
      weights[i] *= factor;
    }
    return factor < 1;
  }

  private static void check(OptimizerSpec spec, Rule rule) {
    ShardHarness one = train(training(spec, BOUNDED, 1));
    float[] weights = one.weights(STEPS);
    double[] expected = directly(rule);
    for (int i = 0; i < weights.length; i++) {
      assertThat((double) weights[i]).as("weight %d", i).isCloseTo(expected[i], within(2e-6));
    }
    for (int shards : new int[] {2, 3, 7}) {
      ShardHarness many = train(training(spec, BOUNDED, shards));
      assertThat(many.weights(STEPS)).isEqualTo(weights);
      assertThat(many.average(STEPS)).isEqualTo(one.average(STEPS));
    }
  }

  @Test
  void descentIsBoundedAsComputedDirectlyOnAnyShards() {
    check(Trainings.SGD, (i, gradient, applied) -> gradient);
  }

  @Test
  void adamIsBoundedAsComputedDirectlyOnAnyShards() {
    check(Trainings.ADAM, adam());
  }

  @Test
  void theAverageIsThatOfBoundedWeights() {
    ShardHarness shard = new ShardHarness(training(Trainings.SGD, BOUNDED, 2), initial());
    double[] mean = new double[SEGMENTS.length()];
    for (int step = 0; step < STEPS; step++) {
      step(shard, step);
      float[] weights = shard.weights(step + 1);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += weights[i] / (double) STEPS;
      }
    }
    float[] average = shard.average(STEPS);
    for (int i = 0; i < mean.length; i++) {
      assertThat((double) average[i]).as("weight %d", i).isCloseTo(mean[i], within(1e-6));
    }
  }

  @Test
  void aBoundThatNothingReachesChangesNoBit() {
    float[] free = train(training(Trainings.ADAM, PenaltySpec.NONE, 1)).weights(STEPS);
    PenaltySpec far = PenaltySpec.NONE.withMaxNorm(1e6);
    assertThat(train(training(Trainings.ADAM, far, 2)).weights(STEPS)).isEqualTo(free);
  }

  @Test
  void rowsLongerThanAChunkAreRefusedByName() {
    Segments segments =
        new Segments(List.of(new Segment("0.weight", 0, 131_074, 65_537, 2, 0, 0, OPTIMIZE)));
    UpdateSpec update = training(Trainings.SGD, BOUNDED, 1).update();
    assertThatThrownBy(() -> Trainings.training(segments, update, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "tensor 0.weight: rows of 65537 floats under maxNorm (expected: <= 65536); set"
                + " optimizer.groups without maxNorm for it");
  }
}
