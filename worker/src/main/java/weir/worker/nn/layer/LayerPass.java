package weir.worker.nn.layer;

import weir.tensor.RandomStream;
import weir.worker.data.Batch;

/**
 * What one layer sees of one micro-batch. The network owns and reuses it; arrays may be longer than
 * {@link #rows()} samples need. One thread only.
 */
public interface LayerPass {

  /** Samples of this micro-batch. */
  int rows();

  /** Training or evaluation, and the random numbers of the step. */
  Pass pass();

  /** Random numbers of this layer alone, for this step and virtual worker. */
  RandomStream random();

  /** [rows, input shape]; null when the input is sparse. */
  float[] input(int index);

  /** The CSR rows; null when the input is dense. */
  Batch sparse();

  /** The padded steps of the first input that marks any; null where no step is padded. */
  StepMask mask();

  /** [rows, output shape]. */
  float[] output();

  /** Makes {@code array} the output of this micro-batch: a view of the input, say. */
  void output(float[] array);

  /** Σ of loss weights over the rows of this micro-batch; known in the backward pass. */
  double lossWeight();

  /** Gradient with respect to the output, [rows, output shape]. */
  float[] delta();

  /** To be overwritten with the gradient with respect to an input; null when nobody needs it. */
  float[] inputDelta(int index);

  /** The array that the layer asked for by {@link Layer#buffers()}. */
  float[] buffer(int index);

  /** The whole flat vector of weights. */
  float[] weights();

  /** The rows of a sparse table that are in the vectors; null: all rows are, as in evaluation. */
  default TouchedRows touched() {
    return null;
  }

  /** The whole flat vector of gradients. */
  float[] gradient();

  /** Where a parameter begins in both flat vectors. */
  int offset(int parameter);

  /**
   * The layer's gradient before {@code end}, a position in the flat vector, is final: it may leave
   * while the rest is computed. Large layers do well to say so a few times.
   */
  void ready(int end) throws InterruptedException;

  /** True: add to the gradient (a later micro-batch); false: overwrite it. */
  boolean accumulate();
}
