package weir.driver.report;

import java.util.ArrayList;
import java.util.List;

/** Remembers the epochs of a training. */
public final class History implements TrainingListener {
  private final List<EpochSummary> epochs = new ArrayList<>();

  @Override
  public synchronized void epochEnded(EpochSummary summary) {
    epochs.add(summary);
  }

  /** The epochs so far, in order. */
  public synchronized List<EpochSummary> epochs() {
    return List.copyOf(epochs);
  }
}
