package weir.worker.nn.layer;

import java.util.List;
import weir.tensor.Blas;
import weir.tensor.Shape;
import weir.worker.nn.initialize.Fans;
import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.SelfAttentionSpec;

/**
 * Multi-head self-attention, [steps, features] to [steps, features]: one projection to query, key
 * and value, {@link AttentionHeads}, one projection of what they found.
 */
final class SelfAttention implements Layer {
  private static final int IN_PROJECTION = 0;
  private static final int OUT_PROJECTION = 2;
  private static final int QKV = 0;
  private static final int ATTENTION = 1;
  private static final int CONTEXT = 2;
  private static final int QKV_DELTA = 3;
  private static final int CONTEXT_DELTA = 4;

  private final SelfAttentionSpec spec;
  private final Shape shape;
  private final int steps;
  private final int features;
  private final Projection in;
  private final Projection out;
  private final AttentionHeads heads;

  SelfAttention(SelfAttentionSpec spec, Shape input, Blas blas) {
    if (input.rank() != 2) {
      throw new IllegalArgumentException(
          "selfAttention got " + input + " (expected: [steps, features])");
    }
    this.spec = spec;
    shape = input;
    steps = input.extent(0);
    features = input.extent(1);
    if (features % spec.heads() != 0) {
      throw new IllegalArgumentException(
          "heads="
              + spec.heads()
              + " for "
              + input
              + " (expected: a divisor of "
              + features
              + "); set selfAttention.heads");
    }
    in = new Projection(blas, features, 3 * features, IN_PROJECTION);
    out = new Projection(blas, features, features, OUT_PROJECTION);
    heads = new AttentionHeads(blas, steps, features, spec);
  }

  @Override
  public Shape output() {
    return shape;
  }

  @Override
  public List<Parameter> parameters() {
    Shape inWeight = new Shape(3 * features, features);
    Shape outWeight = new Shape(features, features);
    Fans inFans = Fans.of(inWeight);
    Fans outFans = Fans.of(outWeight);
    return List.of(
        new Parameter("in_proj_weight", inWeight, inFans, spec.weights()),
        new Parameter("in_proj_bias", new Shape(3 * features), inFans, InitializerSpec.ZEROS),
        new Parameter("out_proj.weight", outWeight, outFans, spec.weights()),
        new Parameter("out_proj.bias", new Shape(features), outFans, InitializerSpec.ZEROS));
  }

  @Override
  public int[] buffers() {
    int size = shape.size();
    return new int[] {3 * size, spec.heads() * steps * steps, size, 3 * size, size};
  }

  @Override
  public boolean keepsSteps() {
    return true;
  }

  @Override
  public void forward(LayerPass pass) {
    int rows = pass.rows() * steps;
    float[] context = pass.buffer(CONTEXT);
    in.forward(pass, pass.input(0), pass.buffer(QKV), rows);
    heads.forward(pass, pass.buffer(QKV), pass.buffer(ATTENTION), context);
    out.forward(pass, context, pass.output(), rows);
  }

  @Override
  public void backward(LayerPass pass) {
    int rows = pass.rows() * steps;
    float[] contextDelta = pass.buffer(CONTEXT_DELTA);
    float[] qkvDelta = pass.buffer(QKV_DELTA);
    out.backward(pass, pass.delta(), contextDelta, rows);
    heads.backward(pass.buffer(QKV), pass.buffer(ATTENTION), contextDelta, qkvDelta, pass.rows());
    if (pass.inputDelta(0) != null) {
      in.backward(pass, qkvDelta, pass.inputDelta(0), rows);
    }
  }

  @Override
  public void parameterGradient(LayerPass pass) {
    int rows = pass.rows() * steps;
    in.gradient(pass, pass.input(0), pass.buffer(QKV_DELTA), rows);
    out.gradient(pass, pass.buffer(CONTEXT), pass.delta(), rows);
  }
}
