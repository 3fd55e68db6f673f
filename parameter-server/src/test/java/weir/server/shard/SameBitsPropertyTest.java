package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.spec.AverageSpec;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.TrainingSpec;
import weir.proto.spec.UpdateSpec;

/** The weights depend on nothing but the gradients: not on who sends them, when, or how often. */
class SameBitsPropertyTest {
  private static final int STEPS = 4;
  private static final Segments SEGMENTS =
      new Segments(
          List.of(
              new Segment("0.weight", 0, 3, 1, 2, 0, 0, Segment.Rule.OPTIMIZE),
              new Segment("1.weight", 3, 1500, 300, 2, 1, 0, Segment.Rule.OPTIMIZE),
              new Segment("1.bias", 1503, 1, 1, 1, 1, 0, Segment.Rule.OPTIMIZE),
              new Segment("2.weight", 1504, 40, 10, 2, 2, 0, Segment.Rule.OPTIMIZE)));
  private static final List<OptimizerSpec> OPTIMIZERS =
      List.of(
          Trainings.ADAM,
          new OptimizerSpec.Sgd(0.9, 0.5, false),
          new OptimizerSpec.RmsProp(0.9, 1e-6, 0.5, true),
          OptimizerSpec.Lamb.DEFAULT);

  @Property(tries = 50)
  void anyOrderOfArrivalGivesTheBitsOfOneWorker(
      @ForAll long seed,
      @ForAll @IntRange(max = 4) int level,
      @ForAll @IntRange(min = 1, max = 16) int workers,
      @ForAll @IntRange(min = 1, max = 3) int shards,
      @ForAll @IntRange(max = 7) int update) {
    check(seed, harness(1 << level, shards, update), workers, update, SimulatedCluster.Faults.NONE);
  }

  @Property(tries = 50)
  void repeatsLossesAndRestartsChangeNothing(
      @ForAll long seed,
      @ForAll @IntRange(max = 3) int level,
      @ForAll @IntRange(min = 1, max = 8) int workers,
      @ForAll @IntRange(min = 1, max = 3) int shards,
      @ForAll @IntRange(max = 7) int update) {
    var faults = new SimulatedCluster.Faults(0.1, 0.05, 0.01, 0.005);
    check(seed, harness(1 << level, shards, update), workers, update, faults);
  }

  private static void check(
      long seed, ShardHarness many, int workers, int update, SimulatedCluster.Faults faults) {
    int virtualWorkers = many.training.virtualWorkers();
    ShardHarness alone = harness(virtualWorkers, 1, update);
    float[] expected = new SimulatedCluster(alone, SimulatedCluster.Faults.NONE, 0).train(1, STEPS);
    int count = Math.min(workers, virtualWorkers);
    float[] actual = new SimulatedCluster(many, faults, seed).train(count, STEPS);
    assertThat(actual).containsExactly(expected);
    assertThat(many.average(STEPS)).containsExactly(alone.average(STEPS));
    assertThat(many.average(STEPS)).isNotEqualTo(actual);
    assertThat(expected).doesNotContain(Float.NaN);
  }

  private static ShardHarness harness(int virtualWorkers, int shards, int update) {
    ClipSpec clip = update % 2 == 0 ? Trainings.NO_CLIP : new ClipSpec.GlobalNorm(0.5);
    UpdateSpec spec =
        new UpdateSpec(
            OPTIMIZERS.get(update / 2),
            new ScheduleSpec.Exponential(0.5, 3),
            clip,
            List.of(
                new GroupUpdate(
                    0.01,
                    false,
                    new PenaltySpec(
                        1e-3, 1e-2, 1e-2, update % 3 == 0 ? 2 : Double.POSITIVE_INFINITY))),
            new AverageSpec(AverageSpec.Kind.EMA, 0.7, 1));
    TrainingSpec training = Trainings.training(SEGMENTS, spec, virtualWorkers, shards);
    float[] initial = new float[SEGMENTS.length()];
    for (int i = 0; i < initial.length; i++) {
      initial[i] = (float) Math.sin(i);
    }
    return new ShardHarness(training, initial);
  }
}
