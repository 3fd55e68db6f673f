package weir.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses between vector and scalar twins of kernels, which give the same bits. */
final class Twins {
  private static final boolean VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  private static final int LENGTH = 512;

  private static final List<Supplier<Sweep>> SWEEPS =
      Arrays.stream(Elementwise.values()).map(Twins::of).toList();

  static {
    Logger log = LoggerFactory.getLogger(Twins.class);
    if (!VECTORS) {
      log.info(
          "elementwise kernels: scalar (same bits, slower); start the JVM with"
              + " --add-modules=jdk.incubator.vector for the vector ones");
    }
  }

  private Twins() {}

  /** "vector (16 lanes)" or "scalar", for the log. */
  static String describe() {
    return VECTORS ? "vector (" + VectorSweeps.lanes() + " lanes)" : "scalar";
  }

  static Sweep chosen(Elementwise function) {
    return SWEEPS.get(function.ordinal()).get();
  }

  static Supplier<Sweep> of(Elementwise function) {
    float[] x = new float[LENGTH];
    float[] y = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      x[i] = (i - LENGTH / 2) * 0.03f;
    }
    return of(
        function.name(),
        ScalarSweeps.of(function),
        () -> VectorSweeps.of(function),
        sweep -> sweep.run(x, 0, y, 0, LENGTH));
  }

  /**
   * Always the better of two twins that give the same bits.
   *
   * @param vector called only where the Vector API is
   * @param exercise runs a kernel once on small arrays
   */
  static <K> Supplier<K> of(String name, K scalar, Supplier<K> vector, Consumer<K> exercise) {
    return VECTORS ? new Warming<>(name, scalar, vector.get(), exercise) : () -> scalar;
  }
}
