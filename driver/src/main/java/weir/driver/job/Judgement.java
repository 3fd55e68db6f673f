package weir.driver.job;

import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import weir.driver.config.EarlyStopping;
import weir.driver.judge.EpochJudge;
import weir.driver.judge.RunState;
import weir.driver.judge.Validation;

/**
 * Asks an {@link EpochJudge} at the end of an epoch and carries out what follows from its answer,
 * before any worker hears of it. One thread at a time.
 */
final class Judgement {
  /** The line to the servers; both calls return when it is done. */
  interface Servers {
    /** The weights after so many steps, as they are measured and stored. */
    float[] weightsAfter(long steps);

    /**
     * From step {@code step} on, which is the next one, the rates of the schedule count so much.
     */
    void scaleRate(long step, double factor);
  }

  /**
   * What a judgement works on.
   *
   * @param metrics merges encoded partials into named values
   * @param review has the last word on the new state
   */
  record Parts(
      EpochJudge judge,
      Function<SortedMap<Integer, byte[]>, Validation> metrics,
      Servers servers,
      RunEvents events,
      UnaryOperator<RunState> review) {}

  /**
   * The epoch whose weights are kept.
   *
   * @param epoch from 0
   */
  record Kept(int epoch, Validation validation) {}

  private final Parts parts;
  private final boolean restores;
  private Kept kept;
  private float[] bestWeights;

  /**
   * @param early null: none
   */
  Judgement(Parts parts, EarlyStopping early) {
    this.parts = parts;
    this.restores = early != null && early.restore();
  }

  /** The state after the epoch. */
  RunState of(RunState state, EpochResult result) {
    Validation validation =
        result.validation().isEmpty()
            ? Validation.NONE
            : parts.metrics().apply(result.validation());
    RunState next =
        parts
            .judge()
            .judge(
                state,
                new EpochJudge.Ended(
                    result.epoch(), result.sums(), validation, parts.events().epochSeconds()));
    boolean best = restores && !next.best().equals(state.best());
    if (best || !restores) {
      kept = new Kept(result.epoch(), validation);
    }
    if (best) {
      bestWeights = parts.servers().weightsAfter(next.step());
    }
    if (next.rateFactor() != state.rateFactor()) {
      parts.servers().scaleRate(next.step(), next.rateFactor());
    }
    parts.events().epochEnded(next.epochs().get(result.epoch()));
    return parts.review().apply(next);
  }

  /** The epoch after which the weights are kept; null before the first has ended. */
  Kept kept() {
    return kept;
  }

  /** The weights of the best epoch, where early stopping keeps them. */
  Optional<float[]> bestWeights() {
    return Optional.ofNullable(bestWeights);
  }
}
