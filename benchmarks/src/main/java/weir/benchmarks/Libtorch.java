package weir.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The same network in libtorch's C++ API, one thread, its own Adam. */
final class Libtorch implements Contender {
  private final Tensor[] batches = new Tensor[Workload.BATCHES];
  private final Tensor[] labels = new Tensor[Workload.BATCHES];
  private final int rows;
  private final LibtorchNetwork network;
  private final Adam optimizer;
  private int step;

  Libtorch(Workload workload) {
    unpack();
    torch.set_num_threads(1);
    if (torch.get_num_threads() != 1) {
      throw new IllegalStateException("libtorch threads=" + torch.get_num_threads());
    }
    rows = workload.batch();
    network = new LibtorchNetwork(workload);
    for (int batch = 0; batch < Workload.BATCHES; batch++) {
      batches[batch] = network.input(workload.rows(batch));
      long[] classes = Arrays.stream(workload.labels(batch)).asLongStream().toArray();
      labels[batch] = Tensor.create(classes, classes.length);
    }
    AdamOptions options = new AdamOptions(Workload.LEARNING_RATE);
    options.eps().put(Workload.EPSILON);
    optimizer = new Adam(network.parameters(), options);
  }

  /** libtorch crashes while it loads if its libraries are unpacked one by one, just before use. */
  private static void unpack() {
    try {
      Loader.cacheResource(torch.class, "/org/bytedeco/pytorch/" + Loader.getPlatform() + "/");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int rowsPerStep() {
    return rows;
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
    Tensor logits = network.forward(batches[batch]);
    Tensor loss = torch.cross_entropy_loss(logits.flatten(0, -2), labels[batch]);
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
    return loss.item_float();
  }
}
