package weir.worker.nn.layer;

import java.util.List;
import weir.tensor.Shape;

/**
 * A layer computes; it owns neither parameters nor activations: {@link LayerPass} lends it both.
 * Instances may keep scratch arrays: one thread only. Shapes are per sample. A layer never writes
 * its inputs nor, in backward, its output.
 */
public interface Layer {

  /** Shape of the output of one sample. */
  Shape output();

  /** The tensors it trains, in the order of the flat vector; none by default. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** Floats per sample of each array it wants to keep from forward to backward. */
  default int[] buffers() {
    return new int[0];
  }

  /** True when its only input may be CSR rows. */
  default boolean acceptsSparse() {
    return false;
  }

  /** The padded steps that it marks in its output, which {@link #forward} fills; null: none. */
  default StepMask mask() {
    return null;
  }

  /** True when step i of its output is step i of its inputs, so that padded steps remain padded. */
  default boolean keepsSteps() {
    return false;
  }

  /**
   * How many rows of its only parameter, a table, a sample looks up at most, where the table is
   * sparse: only rows that a step touches travel. 0 otherwise.
   */
  default int touchedRowsPerSample() {
    return 0;
  }

  /** Of a sparse table: adds the rows that these samples look up to {@link LayerPass#touched()}. */
  default void touch(LayerPass pass) {}

  /** Fewest rows of a micro-batch that it can train on. */
  default int leastRows() {
    return 1;
  }

  /** Fills {@link LayerPass#output()} from the inputs and the weights. */
  void forward(LayerPass pass);

  /**
   * From {@link LayerPass#delta()}, the gradient with respect to the output (may be overwritten),
   * to the gradient with respect to each input that wants one.
   */
  void backward(LayerPass pass);

  /**
   * The gradient of the parameters, after {@link #backward} of all layers; delta and buffers are as
   * that left them. None by default.
   */
  default void parameterGradient(LayerPass pass) throws InterruptedException {}
}
