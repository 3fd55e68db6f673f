package weir.worker.loss;

import weir.tensor.Kernels;
import weir.tensor.SoftmaxKernels;

/** What a prediction is, given the logits that the loss trains on. */
public enum OutputTransform {
  IDENTITY,
  SIGMOID,
  SOFTMAX;

  /** predictions [rows, width] from outputs [rows, width]; may be the same array. */
  public void apply(float[] outputs, float[] predictions, int rows, int width) {
    switch (this) {
      case IDENTITY -> System.arraycopy(outputs, 0, predictions, 0, rows * width);
      case SIGMOID -> Kernels.sigmoid(outputs, 0, predictions, 0, rows * width);
      case SOFTMAX -> SoftmaxKernels.softmax(outputs, 0, predictions, 0, rows, width);
    }
  }
}
