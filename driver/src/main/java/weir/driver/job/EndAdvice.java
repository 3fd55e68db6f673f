package weir.driver.job;

import java.util.List;
import java.util.Locale;
import weir.driver.judge.RunState;
import weir.driver.report.EpochSummary;

/**
 * Says when a training ended too early, as its loss still fell steeply, or too late, as it had
 * risen. One thread.
 */
final class EndAdvice {
  /** A loss that falls below this part of itself in an epoch falls steeply, ... */
  private static final double STEEP = 0.6;

  /** ... if that is so much of all that it has fallen: towards zero it may halve for ever. */
  private static final double OF_ALL = 0.25;

  private static final double RISEN = 2;
  private static final double RISEN_OF_ALL = 0.1;
  private static final int LEAST_EPOCHS = 3;

  private final Advice advice;

  EndAdvice(Advice advice) {
    this.advice = advice;
  }

  /** After the last epoch. */
  void ended(RunState state) {
    int epochs = state.epoch();
    if (state.stopped() != null || epochs < LEAST_EPOCHS) {
      return;
    }
    List<Double> losses = state.epochs().stream().map(EpochSummary::trainLoss).toList();
    double first = losses.get(0);
    double before = losses.get(epochs - 2);
    double last = losses.get(epochs - 1);
    double least = losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    if (last <= STEEP * before && before - last >= OF_ALL * (first - last)) {
      advice.give(
          String.format(
              Locale.ROOT,
              "the training loss still fell from %.4g to %.4g in the last of %,d epochs; set"
                  + " train.epochs higher",
              before,
              last,
              epochs));
    } else if (last >= RISEN * least && last - least >= RISEN_OF_ALL * Math.abs(first - least)) {
      advice.give(
          String.format(
              Locale.ROOT,
              "the training loss has risen from %.4g in epoch %,d to %.4g in the last of %,d; set the"
                  + " optimizer's learningRate lower",
              least,
              losses.indexOf(least) + 1,
              last,
              epochs));
    }
  }
}
