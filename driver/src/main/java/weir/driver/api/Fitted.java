package weir.driver.api;

import java.util.List;
import weir.driver.report.EpochSummary;
import weir.driver.report.Report;

/**
 * What a training came to. Immutable.
 *
 * @param report figures of the run, those on the test rows among them
 * @param epochs one entry an epoch, in order
 */
public record Fitted(ReadyModel model, Report report, List<EpochSummary> epochs) {
  public Fitted {
    epochs = List.copyOf(epochs);
  }
}
