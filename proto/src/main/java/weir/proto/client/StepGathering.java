package weir.proto.client;

import java.util.ArrayList;
import java.util.List;
import weir.proto.codec.Payload;
import weir.proto.message.Totals;

/** The answers of one unit in one step: weights in place or lent, and what the root saw. */
final class StepGathering extends Gathering<StepTotals> {
  /** A server's own memory, and where its copy goes. */
  private record Loan(Payload.Lent slice, int offset) {}

  private final float[] weights;
  private final List<Loan> loans;
  private volatile Totals totals;
  private volatile double gradientNorm = Double.NaN;

  StepGathering(int chunks, float[] weights) {
    super(chunks);
    this.weights = weights;
    this.loans = new ArrayList<>(chunks);
  }

  /** Where arriving weights go. */
  float[] weights() {
    return weights;
  }

  /** A server of this JVM answered with its own memory. */
  void lent(Payload.Lent slice, int offset) {
    synchronized (loans) {
      loans.add(new Loan(slice, offset));
    }
  }

  /** Copies what was lent; the unit's answers are all there. */
  void take() {
    synchronized (loans) {
      for (int i = 0; i < loans.size(); i++) {
        loans.get(i).slice.read(weights, loans.get(i).offset);
      }
      loans.clear();
    }
  }

  /** All chunks carry the same totals. */
  void totals(Totals seen) {
    totals = seen;
  }

  void gradientNorm(double norm) {
    gradientNorm = norm;
  }

  @Override
  StepTotals result() {
    return new StepTotals(
        totals.getStep(),
        totals.getWeight(),
        totals.getLoss(),
        totals.getEpochWeight(),
        totals.getEpochLoss(),
        gradientNorm);
  }
}
