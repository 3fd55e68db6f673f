package weir.worker.nn;

import weir.worker.data.Batch;
import weir.worker.nn.layer.Pass;

/** The micro-batch that a network is working on; one object, reused. */
final class Step {
  private float[] weights;
  private float[] gradient;
  private boolean accumulate;
  private Batch batch;
  private Pass pass;
  private UnitReady ready;
  private double lossWeight;

  void forward(float[] currentWeights, Batch currentBatch, Pass currentPass) {
    weights = currentWeights;
    batch = currentBatch;
    pass = currentPass;
  }

  void backward(float[] currentGradient, boolean accumulating, UnitReady currentReady) {
    gradient = currentGradient;
    accumulate = accumulating;
    ready = currentReady;
  }

  void lossWeight(double weight) {
    lossWeight = weight;
  }

  double lossWeight() {
    return lossWeight;
  }

  int rows() {
    return batch.rows();
  }

  Batch batch() {
    return batch;
  }

  Pass pass() {
    return pass;
  }

  float[] weights() {
    return weights;
  }

  float[] gradient() {
    return gradient;
  }

  boolean accumulate() {
    return accumulate;
  }

  UnitReady ready() {
    return ready;
  }
}
