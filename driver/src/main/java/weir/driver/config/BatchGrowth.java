package weir.driver.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import weir.driver.UserInputException;

/**
 * The size of the batch over the epochs. With {@code train.maxBatchSize} the batch is divided by
 * gamma at each milestone of the schedule that would multiply the rate by gamma, as long as it
 * stays within the maximum; at the milestones after those the rate falls. The noise of the
 * gradients, in proportion to rate / batch, is the same either way (Smith, Kindermans, Ying and Le,
 * "Don't Decay the Learning Rate, Increase the Batch Size", 2018).
 *
 * @param stages in order, the first from epoch 0; one where the batch does not grow
 * @param schedule what is left of the rate's
 */
public record BatchGrowth(List<Stage> stages, ScheduleSettings schedule) {

  /**
   * A batch size that holds until the next stage.
   *
   * @param firstEpoch from 0
   * @param batchSize rows of the global batch of a step
   */
  public record Stage(long firstEpoch, int batchSize) {}

  public BatchGrowth {
    stages = List.copyOf(stages);
  }

  /**
   * The growth of a job.
   *
   * @throws UserInputException where the batch is to grow and cannot
   */
  static BatchGrowth of(TrainSpec train, ScheduleSettings schedule) {
    return train.maxBatchSize() == 0
        ? new BatchGrowth(List.of(new Stage(0, train.batchSize())), schedule)
        : of(train, schedule, 0);
  }

  /** For a schedule that begins {@code before} epochs into the training. */
  private static BatchGrowth of(TrainSpec train, ScheduleSettings schedule, double before) {
    return switch (schedule.kind()) {
      case STEP -> {
        var step = (ScheduleSettings.Step) schedule;
        double length = epochs(train, step.length());
        List<Double> milestones =
            DoubleStream.iterate(length, at -> before + at < train.epochs(), at -> at + length)
                .boxed()
                .toList();
        yield of(train, milestones, step.gamma(), before);
      }
      case MULTI_STEP -> {
        var multiStep = (ScheduleSettings.MultiStep) schedule;
        List<Double> milestones =
            multiStep.milestones().stream().map(length -> epochs(train, length)).toList();
        yield of(train, milestones, multiStep.gamma(), before);
      }
      case WARMUP -> {
        var warmup = (ScheduleSettings.Warmup) schedule;
        double risen = before + epochs(train, warmup.length());
        BatchGrowth then = of(train, warmup.then(), risen);
        yield new BatchGrowth(
            then.stages(),
            new ScheduleSettings.Warmup(warmup.length(), warmup.startRate(), then.schedule()));
      }
      case CONSTANT, EXPONENTIAL, COSINE, COSINE_RESTARTS, ONE_CYCLE, POLYNOMIAL, REDUCE_PLATEAU ->
          throw refused(train, "an optimizer.schedule of step or multiStep beside it");
    };
  }

  private static BatchGrowth of(
      TrainSpec train, List<Double> milestones, double gamma, double before) {
    Check.require(
        gamma > 0 && gamma < 1,
        "optimizer.schedule.gamma",
        gamma,
        "0 < gamma < 1 beside train.maxBatchSize");
    double size = train.batchSize() / gamma;
    if (Math.round(size) > train.maxBatchSize()) {
      throw refused(train, ">= " + Math.round(size) + ", train.batchSize / gamma");
    }
    var stages = new ArrayList<Stage>();
    stages.add(new Stage(0, train.batchSize()));
    int grown = 0;
    while (grown < milestones.size() && Math.round(size) <= train.maxBatchSize()) {
      double epoch = before + milestones.get(grown);
      if (epoch != Math.rint(epoch) || epoch <= stages.get(grown).firstEpoch()) {
        throw refused(train, "milestones of optimizer.schedule at whole epochs, one after another");
      }
      stages.add(new Stage((long) epoch, (int) Math.round(size)));
      size /= gamma;
      grown++;
    }
    List<StepCount> rest =
        milestones.subList(grown, milestones.size()).stream()
            .map(epochs -> new StepCount(epochs, StepCount.Unit.EPOCHS))
            .toList();
    return new BatchGrowth(stages, new ScheduleSettings.MultiStep(rest, gamma));
  }

  private static double epochs(TrainSpec train, StepCount length) {
    if (length.unit() != StepCount.Unit.EPOCHS) {
      throw refused(train, "lengths of optimizer.schedule in epochs");
    }
    return length.amount();
  }

  private static UserInputException refused(TrainSpec train, String expected) {
    return Check.wrong("train.maxBatchSize", train.maxBatchSize(), expected);
  }
}
