package weir.worker.train;

import java.util.concurrent.CompletableFuture;
import weir.proto.client.Contribution;
import weir.proto.client.ParameterClient;
import weir.proto.client.StepTotals;
import weir.proto.client.Traffic;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.spec.TrainingSpec;

/** Adds up, in double, what all workers push. Thread-safe. */
final class GradientRecorder {
  private final Segments segments;
  private final double[][] sums;
  private final double[] weights;

  GradientRecorder(Segments segments, int steps) {
    this.segments = segments;
    this.sums = new double[steps][segments.length()];
    this.weights = new double[steps];
  }

  private synchronized void record(Contribution contribution, int unit, float[] gradient) {
    int step = (int) contribution.step();
    if (unit == 0) {
      weights[step] += contribution.weight();
    }
    for (Segment segment : segments.list()) {
      for (int i = segment.offset(); segment.unit() == unit && i < segment.end(); i++) {
        sums[step][i] += gradient[i];
      }
    }
  }

  /** The mean gradient of a step. */
  double[] mean(int step) {
    double[] mean = new double[segments.length()];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = sums[step][i] / weights[step];
    }
    return mean;
  }

  /** Its norm. */
  double norm(int step) {
    double squares = 0;
    for (double value : mean(step)) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  /** The same client, overheard. */
  ParameterClient over(ParameterClient client) {
    return new Overheard(client);
  }

  private final class Overheard implements WholeUnits {
    private final ParameterClient client;

    Overheard(ParameterClient client) {
      this.client = client;
    }

    @Override
    public Segments segments() {
      return segments;
    }

    @Override
    public CompletableFuture<Void> init(TrainingSpec training, float[] weights) {
      return client.init(training, weights);
    }

    @Override
    public CompletableFuture<Completed> completed() {
      return client.completed();
    }

    @Override
    public CompletableFuture<Void> pull(long version, float[] weights) {
      return client.pull(version, weights);
    }

    @Override
    public CompletableFuture<Void> pullAverage(long version, float[] average) {
      return client.pullAverage(version, average);
    }

    @Override
    public CompletableFuture<Void> scaleRate(long step, double factor) {
      return client.scaleRate(step, factor);
    }

    @Override
    public CompletableFuture<Void> push(Contribution contribution, int unit, float[] gradient) {
      record(contribution, unit, gradient);
      return client.push(contribution, unit, gradient);
    }

    @Override
    public CompletableFuture<StepTotals> pushPull(
        Contribution contribution, int unit, float[] gradient, float[] weights) {
      record(contribution, unit, gradient);
      return client.pushPull(contribution, unit, gradient, weights);
    }

    @Override
    public Traffic traffic() {
      return client.traffic();
    }

    @Override
    public CompletableFuture<Void> drop() {
      return client.drop();
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
