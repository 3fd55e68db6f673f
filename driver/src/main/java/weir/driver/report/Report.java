package weir.driver.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import weir.proto.client.Phase;
import weir.proto.client.Traffic;
import weir.tensor.BlasInfo;

/**
 * A finished run: what {@code report.json} says, in groups. Keys of the file are the names of the
 * components, those of {@link Run} and {@link Results} without a group (see docs/report.md).
 *
 * @param rows of each set
 * @param validation null without validation rows
 * @param decided null unless a threshold between two classes was picked by validation rows
 * @param samplesPerSecond training rows over {@code seconds.train}
 * @param weightsSha256 lower-case hex over the float32 little-endian weights in network order
 * @param phases seconds of each phase of a step, summed over workers; {@code APPLY}: over servers
 * @param traffic pushes and bytes, at the clients, summed over workers
 * @param stalenessHistogram entry i: pushes i steps behind
 * @param versions of weir, spark, java, netty
 */
public record Report(
    Run run,
    Setup setup,
    Rows rows,
    Results results,
    Validation validation,
    Decided decided,
    Seconds seconds,
    Measure samplesPerSecond,
    String weightsSha256,
    Map<Phase, Double> phases,
    Traffic traffic,
    List<Long> stalenessHistogram,
    List<Recovery> recoveries,
    BlasInfo blas,
    Map<String, String> versions) {
  public Report {
    stalenessHistogram = List.copyOf(stalenessHistogram);
    recoveries = List.copyOf(recoveries);
    versions = ordered(versions);
    phases = complete(phases);
  }

  /**
   * What was run.
   *
   * @param task classification or regression
   * @param epochs that were finished
   * @param steps that were applied
   * @param parameters of the network, in floats
   * @param stopped why the run ended before its last epoch; null when it did not
   * @param bestEpoch that early stopping found best, from 1; null without early stopping
   */
  public record Run(
      String name,
      String task,
      int epochs,
      long steps,
      long parameters,
      int workers,
      int virtualWorkers,
      int shards,
      String consistency,
      String stopped,
      Integer bestEpoch) {
    public Run {
      if (!task.equals("classification") && !task.equals("regression")) {
        throw new IllegalArgumentException(
            "task=" + task + " (expected: classification or regression)");
      }
    }
  }

  /**
   * What makes the same run again, beside its rows.
   *
   * @param started when the program began, ISO 8601 in UTC
   * @param network a line a layer, as in a job
   * @param optimizer with its schedule, as in a job
   */
  public record Setup(String started, long seed, List<String> network, String optimizer) {
    public Setup {
      network = List.copyOf(network);
    }
  }

  /** Rows of each set; of a time series windows. */
  public record Rows(long training, HeldOut validation, HeldOut test) {}

  /**
   * Rows that are not trained on.
   *
   * @param asked the fraction that the job holds out; null where they lie in files of their own, or
   *     there are none
   * @param share of the rows that it was held out of, 0..1; null without {@code asked}
   */
  public record HeldOut(long rows, Double asked, Double share) {}

  /**
   * The validation rows at the weights that are kept: what {@code metrics.jsonl} has of that epoch.
   *
   * @param epoch after which the weights are kept, from 1
   */
  public record Validation(int epoch, Measure loss, Map<String, Measure> metrics) {
    public Validation {
      metrics = ordered(metrics);
    }
  }

  /**
   * What it came to.
   *
   * @param trainLoss weighted mean over the last epoch's steps
   * @param testLoss of the final weights on the test rows
   * @param metrics of the final weights on the test rows; fractions are 0..1; empty without any
   * @param positive null unless two classes are told apart
   * @param classes per class, in order of the class index; empty for regression; of more than 512
   *     classes those that occur or were predicted
   * @param confusion [true][predicted] rows; empty for regression and for more than 512 classes
   * @param confused of more than 512 classes the pairs confused most, the most frequent first
   */
  public record Results(
      Measure trainLoss,
      Measure testLoss,
      Map<String, Measure> metrics,
      Positive positive,
      List<ClassResult> classes,
      List<List<Long>> confusion,
      List<ConfusedPair> confused) {
    public Results {
      metrics = ordered(metrics);
      classes = List.copyOf(classes);
      confusion = confusion.stream().map(List::copyOf).toList();
      confused = List.copyOf(confused);
    }
  }

  /**
   * The class that precision, recall and their curves are of where two are told apart.
   *
   * @param threshold it is told where its probability is above this
   */
  public record Positive(String label, double threshold) {}

  /**
   * How a threshold was picked.
   *
   * @param value of the metric on the validation rows, at the threshold; 0..1
   */
  public record Decided(String metric, double value) {}

  /** How well one class is told; support: test rows that truly are of it. */
  public record ClassResult(
      String label, Measure precision, Measure recall, Measure f1, long support) {}

  /** Test rows of class {@code label} that were told to be of class {@code predicted}. */
  public record ConfusedPair(String label, String predicted, long rows) {}

  /**
   * Wall-clock seconds.
   *
   * @param startup from the start of the program to the first step, {@code prepare} excluded
   * @param prepare reading, ranking, fitting, packing
   * @param train first step to last
   */
  public record Seconds(
      double total, double startup, double prepare, double train, double evaluate) {}

  /**
   * A loss that the run survived.
   *
   * @param step from which it went on
   * @param lost who was lost
   * @param seconds until steps were applied again, or evaluation had ended
   */
  public record Recovery(long step, String cause, String lost, double seconds) {}

  private static Map<Phase, Double> complete(Map<Phase, Double> seconds) {
    var all = new EnumMap<Phase, Double>(Phase.class);
    for (Phase phase : Phase.values()) {
      all.put(phase, seconds.getOrDefault(phase, 0.0));
    }
    return Collections.unmodifiableMap(all);
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
