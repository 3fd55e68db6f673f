package weir.driver.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One epoch: a line of {@code metrics.jsonl}.
 *
 * @param epoch from 1
 * @param step steps applied so far, in the whole training
 * @param learningRate of the epoch's last step
 * @param trainLoss weighted mean over the epoch's steps
 * @param validation metrics on the validation rows, {@code loss} among them; empty without any
 * @param seconds wall clock of the epoch, evaluation included
 */
public record EpochSummary(
    int epoch,
    long step,
    double learningRate,
    double trainLoss,
    Map<String, Double> validation,
    double seconds,
    double samplesPerSecond) {
  public EpochSummary {
    validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
  }
}
