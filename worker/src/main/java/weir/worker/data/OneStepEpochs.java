package weir.worker.data;

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
  public LeafOrder order(int leaf) {
    LeafOrder order = plan.order(leaf);
    EpochPlan epochs = plan.epochs();
    return (one, zero, rows) -> {
      long epoch = epochs.epoch(one);
      return order.rows(epoch, one - epochs.firstStep(epoch), rows);
    };
  }
}
