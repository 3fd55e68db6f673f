package weir.server.shard;

import weir.proto.message.Totals;
import weir.proto.spec.EpochPlan;

/**
 * Sums of loss and loss weight of the last applied step and of the epoch so far. Every chunk keeps
 * its own: all see the same contributions in the same tree, so all say the same.
 */
final class LossLedger {
  private final EpochPlan epochs;
  private final Totals.Builder builder = Totals.newBuilder();
  private Totals last = Totals.getDefaultInstance();

  LossLedger(EpochPlan epochs) {
    this.epochs = epochs;
  }

  /** What the totals will be once {@code step} is applied; changes nothing. */
  Totals totals(long step, double weight, double loss) {
    boolean fresh = epochs.begins(step);
    return builder
        .setStep(step)
        .setWeight(weight)
        .setLoss(loss)
        .setEpochWeight((fresh ? 0 : last.getEpochWeight()) + weight)
        .setEpochLoss((fresh ? 0 : last.getEpochLoss()) + loss)
        .build();
  }

  /** The step of these totals is applied. */
  void commit(Totals totals) {
    last = totals;
  }

  /** Totals of the step that was applied last. */
  Totals last() {
    return last;
  }
}
