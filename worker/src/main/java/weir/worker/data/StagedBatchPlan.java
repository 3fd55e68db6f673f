package weir.worker.data;

import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;
import weir.proto.spec.EpochPlan;

/** Larger batches from some epochs on: each stage is a plan of its own for the same rows. */
public final class StagedBatchPlan implements BatchPlan {
  private static final long serialVersionUID = 1;

  /**
   * The plan of some epochs.
   *
   * @param firstEpoch from 0
   * @param batches told the number of the epoch in the whole training
   */
  public record Stage(long firstEpoch, BatchPlan batches) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  private final List<Stage> stages;
  private final EpochPlan epochs;

  /**
   * @param stages in order, the first from epoch 0, all of as many virtual workers
   */
  public StagedBatchPlan(List<Stage> stages) {
    this.stages = List.copyOf(stages);
    EpochPlan plan = stages.get(0).batches().epochs();
    for (Stage stage : this.stages.subList(1, stages.size())) {
      plan = plan.then(stage.firstEpoch(), stage.batches().epochs().steps(stage.firstEpoch()));
    }
    this.epochs = plan;
  }

  @Override
  public int virtualWorkers() {
    return stages.get(0).batches().virtualWorkers();
  }

  @Override
  public EpochPlan epochs() {
    return epochs;
  }

  @Override
  public int largestShare() {
    return stages.stream().mapToInt(stage -> stage.batches().largestShare()).max().orElseThrow();
  }

  @Override
  public int rows(int leaf, long epoch, long step) {
    return stage(epoch).batches().rows(leaf, epoch, step);
  }

  @Override
  public LongStream epochsThatDiffer(long epochs) {
    return stages.stream().mapToLong(Stage::firstEpoch).filter(epoch -> epoch < epochs);
  }

  @Override
  public LeafOrder order(int leaf) {
    return new Order(leaf);
  }

  private Stage stage(long epoch) {
    int index = stages.size() - 1;
    while (index > 0 && stages.get(index).firstEpoch() > epoch) {
      index--;
    }
    return stages.get(index);
  }

  /** Keeps the order of one stage at a time, as each is as large as the rows are many. */
  private final class Order implements LeafOrder {
    private final int leaf;
    private Stage stage;
    private LeafOrder order;

    Order(int leaf) {
      this.leaf = leaf;
    }

    @Override
    public int rows(long epoch, long step, int[] rows) {
      Stage now = stage(epoch);
      if (now != stage) {
        stage = now;
        order = now.batches().order(leaf);
      }
      return order.rows(epoch, step, rows);
    }
  }
}
