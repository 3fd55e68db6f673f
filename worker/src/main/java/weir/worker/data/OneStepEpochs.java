package weir.worker.data;

import java.util.stream.LongStream;
import weir.proto.spec.EpochPlan;

/** The batches of another plan, each an epoch of its own: workers hear a decision after each. */
public final class OneStepEpochs implements BatchPlan {
  private static final long serialVersionUID = 1;

  private final BatchPlan plan;

  public OneStepEpochs(BatchPlan plan) {
    this.plan = plan;
  }

  @Override
  public int virtualWorkers() {
    return plan.virtualWorkers();
  }

  @Override
  public EpochPlan epochs() {
    return EpochPlan.of(1);
  }

  @Override
  public int largestShare() {
    return plan.largestShare();
  }

  @Override
  public int rows(int leaf, long one, long zero) {
    return plan.rows(leaf, epoch(one), step(one));
  }

  @Override
  public LongStream epochsThatDiffer(long epochs) {
    return LongStream.range(0, epochs);
  }

  /** The epoch of the other plan. */
  private long epoch(long one) {
    return plan.epochs().epoch(one);
  }

  private long step(long one) {
    return one - plan.epochs().firstStep(epoch(one));
  }

  @Override
  public LeafOrder order(int leaf) {
    LeafOrder order = plan.order(leaf);
    return (one, zero, rows) -> order.rows(epoch(one), step(one), rows);
  }
}
