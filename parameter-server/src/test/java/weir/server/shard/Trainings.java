package weir.server.shard;

import java.util.ArrayList;
import java.util.List;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.ConsistencySpec;
import weir.proto.spec.EpochPlan;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.TrainingSpec;
import weir.proto.spec.UpdateSpec;

/** Small trainings for tests. */
public final class Trainings {
  public static final long DEADLINE_MILLIS = 30_000;
  public static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0, 0, false);
  public static final OptimizerSpec ADAM = new OptimizerSpec.Adam(0.9, 0.999, 1e-8);

  /** Two steps in the first epoch, three in all others. */
  public static final EpochPlan EPOCHS = EpochPlan.of(2).then(1, 3);

  public static final ClipSpec NO_CLIP = new ClipSpec.None();

  private Trainings() {}

  /** One segment a unit. */
  public static Segments segments(int... lengths) {
    List<Segment> list = new ArrayList<>();
    int offset = 0;
    for (int i = 0; i < lengths.length; i++) {
      list.add(new Segment("segment" + i, offset, lengths[i], 1, 2, i, 0, Segment.Rule.OPTIMIZE));
      offset += lengths[i];
    }
    return new Segments(list);
  }

  public static UpdateSpec update(OptimizerSpec optimizer, double rate, ClipSpec clip) {
    return new UpdateSpec(
        optimizer, new ScheduleSpec.Constant(), clip, List.of(GroupUpdate.of(rate)));
  }

  public static TrainingSpec training(
      Segments segments, UpdateSpec update, int virtualWorkers, int shards) {
    return new TrainingSpec(
        "test",
        segments,
        update,
        new ConsistencySpec.Sync(),
        virtualWorkers,
        virtualWorkers,
        shards,
        EPOCHS,
        DEADLINE_MILLIS);
  }
}
