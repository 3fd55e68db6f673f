package weir.worker.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import weir.proto.partition.Segment;
import weir.worker.data.Batch;
import weir.worker.loss.LossTotals;
import weir.worker.nn.layer.Pass;

/**
 * Compares a network's gradient with central differences of its loss: forward in float, loss in
 * double. Where a kink lies between the two points the differences of two step lengths disagree;
 * such elements are left out, and must be few.
 */
final class GradientCheck {
  private static final float STEP = 0x1p-7f;
  private static final double TOLERANCE = 5e-3;
  private static final Pass TRAINING = new Pass(true, 1, 0, 0, 0);

  private final Network network;
  private final Batch batch;
  private final float[] weights;

  GradientCheck(Network network, Batch batch, Random random) {
    this.network = network;
    this.batch = batch;
    weights = new float[network.segments().length()];
    network.initialize(random.nextLong(), weights);
    for (int i = 0; i < weights.length; i++) {
      weights[i] += (float) (0.1 * random.nextGaussian());
    }
  }

  void run() throws InterruptedException {
    float[] gradient = gradient();
    double scale = 0;
    for (float value : gradient) {
      scale = Math.max(scale, Math.abs(value));
    }
    assertThat(scale).as("largest gradient").isGreaterThan(1e-3);
    int compared = 0;
    int parameters = 0;
    for (Segment segment : network.segments().list()) {
      if (segment.rule() == Segment.Rule.OPTIMIZE) {
        parameters += segment.length();
        compared += compare(gradient, scale, segment);
      }
    }
    assertThat(compared).as("elements compared").isGreaterThan(parameters * 8 / 10);
  }

  private int compare(float[] gradient, double scale, Segment segment) throws InterruptedException {
    int compared = 0;
    for (int i = segment.offset(); i < segment.end(); i++) {
      double wide = difference(i, STEP);
      double narrow = difference(i, STEP / 2);
      if (Math.abs(wide - narrow) <= TOLERANCE * scale) {
        compared++;
        assertThat(Math.abs(gradient[i] - narrow) / scale)
            .as("gradient[%d]=%s, numeric %s", i, gradient[i], narrow)
            .isLessThan(TOLERANCE);
      }
    }
    return compared;
  }

  private float[] gradient() throws InterruptedException {
    float[] gradient = new float[weights.length];
    // Nothing of what was there before may survive.
    Arrays.fill(gradient, Float.NaN);
    network.forward(weights, batch, TRAINING, UnitGate.OPEN);
    network.loss(new LossTotals());
    network.backward(gradient, false, (unit, end) -> {});
    for (Segment segment : network.segments().list()) {
      if (segment.rule() == Segment.Rule.AVERAGE) {
        Arrays.fill(gradient, segment.offset(), segment.end(), 0); // no gradient
      }
    }
    return gradient;
  }

  private double difference(int index, float step) throws InterruptedException {
    float saved = weights[index];
    weights[index] = saved + step;
    float above = weights[index];
    double loss = loss();
    weights[index] = saved - step;
    float below = weights[index];
    double slope = (loss - loss()) / ((double) above - below);
    weights[index] = saved;
    return slope;
  }

  private double loss() throws InterruptedException {
    LossTotals totals = new LossTotals();
    network.forward(weights, batch, TRAINING, UnitGate.OPEN);
    network.loss(totals);
    return totals.loss();
  }
}
