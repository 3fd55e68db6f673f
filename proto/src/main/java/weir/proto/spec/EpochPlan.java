package weir.proto.spec;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each epoch of a training begins and how many steps it has. Epochs are equally long inside a
 * stage; the last stage never ends. Thread-safe (immutable).
 *
 * <pre>{@code
 * EpochPlan.of(40).then(3, 20) // epochs 0, 1, 2 have 40 steps, epoch 3 and all later ones 20
 * }</pre>
 *
 * @param stages one after another, the first from epoch 0; at least one
 */
public record EpochPlan(List<Stage> stages) implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * Epochs of equal length.
   *
   * @param firstEpoch from 0
   * @param firstStep of the training, from 0
   * @param steps of each epoch; &gt; 0
   */
  public record Stage(long firstEpoch, long firstStep, long steps) implements Serializable {
    private static final long serialVersionUID = 1;

    public Stage {
      if (steps < 1) {
        throw new IllegalArgumentException(
            "an epoch of " + steps + " steps (expected: > 0); are there training rows?");
      }
    }

    private long stepBefore(long epoch) {
      return firstStep + (epoch - firstEpoch) * steps;
    }
  }

  public EpochPlan {
    stages = List.copyOf(stages);
    if (stages.isEmpty() || stages.get(0).firstEpoch() != 0 || stages.get(0).firstStep() != 0) {
      throw new IllegalArgumentException(
          "stages=" + stages + " (expected: the first from epoch 0, step 0)");
    }
    for (int i = 1; i < stages.size(); i++) {
      Stage before = stages.get(i - 1);
      Stage stage = stages.get(i);
      if (stage.firstEpoch() <= before.firstEpoch()
          || stage.firstStep() <= before.firstStep()
          || stage.firstStep() != before.stepBefore(stage.firstEpoch())) {
        throw new IllegalArgumentException(
            "stage " + stage + " after " + before + " (expected: epochs without a gap)");
      }
    }
  }

  /** Epochs of one length. */
  public static EpochPlan of(long stepsPerEpoch) {
    return new EpochPlan(List.of(new Stage(0, 0, stepsPerEpoch)));
  }

  /**
   * The same with epochs of another length from one on.
   *
   * @param firstEpoch beyond the first of the last stage
   */
  public EpochPlan then(long firstEpoch, long stepsPerEpoch) {
    var longer = new ArrayList<>(stages);
    longer.add(new Stage(firstEpoch, firstStep(firstEpoch), stepsPerEpoch));
    return new EpochPlan(longer);
  }

  /** The first step of an epoch, which is the number of steps before it. */
  public long firstStep(long epoch) {
    return ofEpoch(epoch).stepBefore(epoch);
  }

  /** Steps of an epoch. */
  public long steps(long epoch) {
    return ofEpoch(epoch).steps();
  }

  /** The epoch of a step, both from 0. */
  public long epoch(long step) {
    Stage stage = stages.get(indexOfStep(step));
    return stage.firstEpoch() + (step - stage.firstStep()) / stage.steps();
  }

  /** True for the first step of an epoch. */
  public boolean begins(long step) {
    Stage stage = stages.get(indexOfStep(step));
    return (step - stage.firstStep()) % stage.steps() == 0;
  }

  /**
   * How many steps so many epochs are.
   *
   * @param epochs may be broken; &gt;= 0
   * @param from the step they begin with
   */
  public long length(double epochs, long from) {
    double left = epochs;
    long at = from;
    int last = stages.size() - 1;
    int index = indexOfStep(from);
    while (index < last
        && left * stages.get(index).steps() > stages.get(index + 1).firstStep() - at) {
      long end = stages.get(index + 1).firstStep();
      left -= (double) (end - at) / stages.get(index).steps();
      at = end;
      index++;
    }
    return at - from + Math.round(left * stages.get(index).steps());
  }

  private Stage ofEpoch(long epoch) {
    int index = stages.size() - 1;
    while (index > 0 && stages.get(index).firstEpoch() > epoch) {
      index--;
    }
    return stages.get(index);
  }

  private int indexOfStep(long step) {
    int index = stages.size() - 1;
    while (index > 0 && stages.get(index).firstStep() > step) {
      index--;
    }
    return index;
  }
}
