package weir.worker.data;

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
  public long stepsPerEpoch() {
    return 1;
  }

  @Override
  public int largestShare() {
    return plan.largestShare();
  }

  @Override
  public LeafOrder order(int leaf) {
    LeafOrder order = plan.order(leaf);
    long steps = plan.stepsPerEpoch();
    return (epoch, step, rows) -> order.rows(epoch / steps, epoch % steps, rows);
  }
}
