package weir.driver.config;

import java.io.Serializable;
import weir.proto.spec.AverageSpec;

/**
 * The average of the weights that is validated, tested and stored, as a job file has it.
 *
 * @param decay of {@link AverageSpec.Kind#EMA}; 0 for the others
 * @param startEpoch after how many epochs, which may be broken, averaging begins
 */
public record AverageSettings(AverageSpec.Kind kind, double decay, double startEpoch)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** The weights themselves. */
  public static final AverageSettings NONE = new AverageSettings(AverageSpec.Kind.NONE, 0, 0);

  /** Exponential, over about a thousand steps. */
  public static final AverageSettings EMA = new AverageSettings(AverageSpec.Kind.EMA, 0.999, 0);

  /** The plain mean. */
  public static final AverageSettings MEAN = new AverageSettings(AverageSpec.Kind.MEAN, 0, 0);

  public AverageSettings {
    Check.require(decay >= 0 && decay < 1, "optimizer.average.decay", decay, "0 <= decay < 1");
    Check.notNegative("optimizer.average.startEpoch", startEpoch);
  }

  AverageSpec spec(Timeline timeline) {
    long start = timeline.plan().length(startEpoch, 0);
    Check.require(
        start < timeline.totalSteps(),
        "optimizer.average.startEpoch",
        startEpoch,
        "< train.epochs=" + timeline.epochs());
    return new AverageSpec(kind, decay, start);
  }
}
