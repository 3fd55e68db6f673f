package weir.worker.nn.layer;

import java.util.Arrays;
import java.util.List;
import weir.tensor.Kernels;
import weir.tensor.Shape;
import weir.worker.nn.initialize.Fans;
import weir.worker.nn.spec.PositionalEmbeddingSpec;

/** {@code y = x + weight}, all [steps, features] of each sample. */
final class PositionalEmbedding implements Layer {
  private final PositionalEmbeddingSpec spec;
  private final Shape shape;

  PositionalEmbedding(PositionalEmbeddingSpec spec, Shape input) {
    if (input.rank() != 2) {
      throw new IllegalArgumentException(
          "positionalEmbedding got " + input + " (expected: [steps, features])");
    }
    this.spec = spec;
    shape = input;
  }

  @Override
  public Shape output() {
    return shape;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("weight", shape, Fans.of(shape), spec.weights()));
  }

  @Override
  public boolean keepsSteps() {
    return true;
  }

  @Override
  public void forward(LayerPass pass) {
    int size = shape.size();
    System.arraycopy(pass.input(0), 0, pass.output(), 0, pass.rows() * size);
    Kernels.addBias(pass.output(), 0, pass.rows(), size, pass.weights(), pass.offset(0));
  }

  @Override
  public void backward(LayerPass pass) {
    if (pass.inputDelta(0) != null) {
      System.arraycopy(pass.delta(), 0, pass.inputDelta(0), 0, pass.rows() * shape.size());
    }
  }

  @Override
  public void parameterGradient(LayerPass pass) {
    int size = shape.size();
    int weight = pass.offset(0);
    if (!pass.accumulate()) {
      Arrays.fill(pass.gradient(), weight, weight + size, 0);
    }
    Kernels.addColumnSums(pass.delta(), 0, pass.rows(), size, pass.gradient(), weight);
  }
}
