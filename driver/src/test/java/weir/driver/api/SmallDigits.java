package weir.driver.api;

import static weir.driver.api.DataFormats.digits;
import static weir.driver.api.DataFormats.digitsPath;
import static weir.driver.api.Fit.fit;
import static weir.driver.api.Layers.dense;
import static weir.driver.api.Layers.flatten;
import static weir.driver.api.Losses.crossEntropy;
import static weir.driver.api.Optimizers.adam;
import static weir.worker.nn.spec.ActivationKind.RELU;

/** A small training that several tests run. */
final class SmallDigits {
  private SmallDigits() {}

  static Model model() {
    return Sequential.of(flatten(), dense(32).activation(RELU), dense(10))
        .compile(crossEntropy(), adam(0.003));
  }

  static Data data() {
    return digits(1200, 1).test(digitsPath(400, 2)).scale();
  }

  static Fit settings() {
    return fit().name("digits").epochs(3).batchSize(40).virtualWorkers(4).seed(7);
  }
}
