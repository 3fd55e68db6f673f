package weir.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The same network in libtorch's C++ API, one thread, its own Adam. */
final class Libtorch implements Contender {
  private final Tensor[] weights = new Tensor[Workload.LAYERS];
  private final Tensor[] biases = new Tensor[Workload.LAYERS];
  private final Tensor[] batches = new Tensor[Workload.BATCHES];
  private final Tensor[] labels = new Tensor[Workload.BATCHES];
  private final Adam optimizer;
  private int step;

  Libtorch() {
    unpack();
    torch.set_num_threads(1);
    if (torch.get_num_threads() != 1) {
      throw new IllegalStateException("libtorch threads=" + torch.get_num_threads());
    }
    float[] start = Workload.startWeights();
    TensorVector parameters = new TensorVector();
    for (int layer = 0; layer < Workload.LAYERS; layer++) {
      int in = Workload.SIZES[layer];
      int out = Workload.SIZES[layer + 1];
      weights[layer] = leaf(start, Workload.weightOffset(layer), out, in);
      biases[layer] = leaf(start, Workload.biasOffset(layer), out);
      parameters.push_back(weights[layer]);
      parameters.push_back(biases[layer]);
    }
    for (int batch = 0; batch < Workload.BATCHES; batch++) {
      batches[batch] = Tensor.create(Workload.rows(batch), Workload.BATCH, Workload.SIZES[0]);
      long[] classes = Arrays.stream(Workload.labels(batch)).asLongStream().toArray();
      labels[batch] = Tensor.create(classes, Workload.BATCH);
    }
    AdamOptions options = new AdamOptions(Workload.LEARNING_RATE);
    options.eps().put(Workload.EPSILON);
    optimizer = new Adam(parameters, options);
  }

  /** libtorch crashes while it loads if its libraries are unpacked one by one, just before use. */
  private static void unpack() {
    try {
      Loader.cacheResource(torch.class, "/org/bytedeco/pytorch/" + Loader.getPlatform() + "/");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tensor leaf(float[] start, int offset, long... shape) {
    int length = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] values = Arrays.copyOfRange(start, offset, offset + length);
    return Tensor.create(values, shape).set_requires_grad(true);
  }

  @Override
  public int rowsPerStep() {
    return Workload.BATCH;
  }

  @Override
  public double train(int steps) {
    double loss = 0;
    for (int i = 0; i < steps; i++) {
      PointerScope scope = new PointerScope();
      try {
        loss += step() / steps;
      } finally {
        scope.close();
      }
    }
    return loss;
  }

  private double step() {
    int batch = step++ % Workload.BATCHES;
    Tensor x = batches[batch];
    for (int layer = 0; layer < Workload.LAYERS; layer++) {
      x = torch.linear(x, weights[layer], new TensorOptional(biases[layer]));
      x = layer + 1 < Workload.LAYERS ? torch.relu(x) : x;
    }
    Tensor loss = torch.cross_entropy_loss(x, labels[batch]);
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
    return loss.item_float();
  }
}
