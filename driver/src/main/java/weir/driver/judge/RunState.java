package weir.driver.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import weir.driver.report.EpochSummary;
import weir.driver.report.Report.Recovery;
import weir.proto.client.CoordinatorClient.Decision;

/**
 * All that outlives a step of a training, beside weights and optimizer state, as one plain value:
 * what the end of an epoch is judged by, what was decided, what the report tells. The state of
 * anything that is a function of step and epoch (batch size, scheduled rate, order of the rows) is
 * {@code step} itself. Immutable; any thread.
 *
 * @param step steps that every server is known to have finished, at the end of an epoch or at a
 *     recovery
 * @param sums of the running epoch up to {@code step}
 * @param best the best epoch; null before the first one is judged and without early stopping
 * @param plateau how far validation has lowered the rate; null where it does not
 * @param stopped why training ends before its last epoch; null while it goes on
 * @param epochs those judged so far, in order
 * @param recoveries in order
 */
public record RunState(
    long step,
    EpochSums sums,
    BestEpoch best,
    Plateau plateau,
    String stopped,
    List<EpochSummary> epochs,
    List<Recovery> recoveries) {
  public RunState {
    epochs = List.copyOf(epochs);
    recoveries = List.copyOf(recoveries);
  }

  /**
   * Before the first step.
   *
   * @param plateau null: validation does not lower the rate
   */
  static RunState begin(Plateau plateau) {
    return new RunState(0, EpochSums.ZERO, null, plateau, null, List.of(), List.of());
  }

  /** The running epoch, from 0. */
  public int epoch() {
    return epochs.size();
  }

  /** Times the rate of the schedule, from {@code step} on. */
  public double rateFactor() {
    return plateau == null ? 1 : plateau.factor();
  }

  /**
   * What was decided at the end of an epoch; empty when it is not judged yet.
   *
   * @param epoch from 0
   */
  public Optional<Decision> decision(int epoch) {
    if (epoch >= epochs.size()) {
      return Optional.empty();
    }
    boolean last = epoch == epochs.size() - 1;
    return Optional.of(
        last && stopped != null ? new Decision(false, stopped) : new Decision(true, ""));
  }

  /**
   * The servers say how far they are. What they say of an epoch that is judged already is no news.
   *
   * @param finished steps
   * @param epochSums of the epoch of the last one
   */
  public RunState reached(long finished, EpochSums epochSums) {
    return finished <= step
        ? this
        : new RunState(finished, epochSums, best, plateau, stopped, epochs, recoveries);
  }

  /** What was lost is replaced. */
  public RunState recovered(Recovery recovery) {
    return new RunState(step, sums, best, plateau, stopped, epochs, longer(recoveries, recovery));
  }

  /** The same, but training ends here. */
  public RunState stop(String reason) {
    return new RunState(step, sums, best, plateau, reason, epochs, recoveries);
  }

  static <T> List<T> longer(List<T> list, T last) {
    var longer = new ArrayList<T>(list);
    longer.add(last);
    return longer;
  }
}
