package weir.driver.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import weir.driver.config.JobSpec;
import weir.driver.config.TrainSpec;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;
import weir.proto.spec.TrainingSpec;
import weir.tensor.RandomStream;
import weir.tensor.Shape;
import weir.worker.augment.Augmentation;
import weir.worker.data.RowBlock;
import weir.worker.data.RowLayout;
import weir.worker.data.RowRanks;
import weir.worker.data.ShuffledBatchPlan;
import weir.worker.loss.LossSpec;
import weir.worker.nn.Network;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.train.TrainingTaskSpec;

/**
 * A table whose features and labels have rows far out, and a small network for it. Features are
 * standardized; numbers to predict too, times a unit.
 *
 * @param hidden units of a hidden layer; 0: a linear model
 * @param unit of the labels of a regression; 0: three classes
 */
record HeavyTailed(Tail tail, String optimizer, int rows, int hidden, double unit) {
  private static final int WIDTH = 8;
  private static final int BATCH = 32;
  private static final int CLASSES = 3;
  private static final long SEED = 3;

  /** How features and noise are distributed. */
  enum Tail {
    STUDENT,
    LOGNORMAL,
    PARETO;

    double draw(RandomStream random, long index) {
      double uniform = 1 - random.uniformDouble(index);
      return switch (this) {
        // Two degrees of freedom have an inverse distribution function in closed form.
        case STUDENT -> (2 * uniform - 1) * Math.sqrt(2 / (4 * uniform * (1 - uniform) + 1e-12));
        case LOGNORMAL -> Math.exp(1.5 * random.gaussian(index));
        case PARETO -> Math.pow(uniform, -1 / 1.5);
      };
    }
  }

  /** Where the numbers of one use begin. */
  private enum Use {
    FEATURES,
    LABEL_NOISE,
    SCORE_NOISE,
    TRUE_WEIGHTS;

    RandomStream stream(HeavyTailed table) {
      return new RandomStream(SEED, ordinal(), table.tail.ordinal(), table.rows);
    }
  }

  /** All rows, on one virtual worker. */
  RowBlock block() {
    float[] values = new float[rows * WIDTH];
    RandomStream random = Use.FEATURES.stream(this);
    for (int column = 0; column < WIDTH; column++) {
      double[] drawn = new double[rows];
      for (int row = 0; row < rows; row++) {
        drawn[row] = tail.draw(random, (long) row * WIDTH + column);
      }
      standardize(drawn);
      for (int row = 0; row < rows; row++) {
        values[row * WIDTH + column] = (float) drawn[row];
      }
    }
    float[] targets = unit == 0 ? classes(values) : numbers(values);
    return new RowBlock(0, 0, rows, WIDTH, values, null, null, targets, 1, null);
  }

  private float[] numbers(float[] values) {
    RandomStream noise = Use.LABEL_NOISE.stream(this);
    double[] labels = new double[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = score(values, row, 0) + tail.draw(noise, row);
    }
    standardize(labels);
    float[] targets = new float[rows];
    for (int row = 0; row < rows; row++) {
      targets[row] = (float) (unit * (labels[row] + 1));
    }
    return targets;
  }

  private float[] classes(float[] values) {
    RandomStream noise = Use.SCORE_NOISE.stream(this);
    float[] targets = new float[rows];
    for (int row = 0; row < rows; row++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int index = 0; index < CLASSES; index++) {
        double gaussian = noise.gaussian((long) row * CLASSES + index);
        double score = score(values, row, index) + gaussian / 2;
        if (score > best) {
          best = score;
          targets[row] = index;
        }
      }
    }
    return targets;
  }

  private double score(float[] values, int row, int output) {
    RandomStream weights = Use.TRUE_WEIGHTS.stream(this);
    double sum = 0;
    for (int column = 0; column < WIDTH; column++) {
      double weight = weights.gaussian((long) output * WIDTH + column);
      sum += weight * values[row * WIDTH + column];
    }
    return sum;
  }

  private static void standardize(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double variance = 0;
    for (double value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - mean) / Math.sqrt(variance);
    }
  }

  /** What of a job matters here: the optimizer, and how long it trains. */
  JobSpec job(Path folder, double rate, int epochs) {
    String job =
        """
        data: {train: rows.csv, label: y}
        model: {layers: [dense: 1]}
        loss: meanSquaredError
        optimizer: {%s: {learningRate: %s}}
        train: {epochs: %d, batchSize: %d, seed: %d}
        output: unused
        """;
    try {
      Path file = folder.resolve("job.yaml");
      Files.writeString(file, job.formatted(optimizer, rate, epochs, BATCH, SEED));
      return JobFile.read(Location.of(file), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The training of this table with that job's optimizer. */
  Blueprint blueprint(JobSpec job) {
    RowRanks ranks = new RowRanks(rows, 1);
    ShuffledBatchPlan batches = new ShuffledBatchPlan(ranks, BATCH, SEED);
    int epochs = job.train().epochs();
    NetworkSpec spec = network();
    Network network = new Network(spec);
    TrainingTaskSpec task =
        new TrainingTaskSpec(spec, batches, Augmentation.NONE, 1, epochs, SEED, Set.of(), false, 1);
    TrainingSpec training =
        new TrainingSpec(
            toString(),
            network.segments(),
            job.optimizer().update(batches.epochs(), epochs),
            TrainSpec.DEFAULT.consistency(),
            1,
            1,
            1,
            batches.epochs(),
            60_000);
    RowLayout layout = new RowLayout(WIDTH, 1, false);
    return new Blueprint(
        network, network.segments(), task, training, layout, ranks, null, List.of());
  }

  private NetworkSpec network() {
    List<LayerSpec> layers = new ArrayList<>();
    if (hidden > 0) {
      layers.add(new DenseSpec(hidden, ActivationSpec.of(ActivationKind.RELU)));
    }
    layers.add(new DenseSpec(unit == 0 ? CLASSES : 1));
    LossSpec loss =
        unit == 0
            ? new LossSpec.SoftmaxCrossEntropy(List.of(), 0)
            : new LossSpec.MeanSquaredError();
    return NetworkSpec.sequential(new Shape(WIDTH), layers, loss);
  }
}
