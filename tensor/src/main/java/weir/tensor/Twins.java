package weir.tensor;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses between {@link VectorSweeps} and {@link ScalarSweeps}, which give the same bits. */
final class Twins {
  private static final boolean VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  private static final Sweep[] CHOSEN =
      Arrays.stream(Elementwise.values()).map(Twins::of).toArray(Sweep[]::new);

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
    return CHOSEN[function.ordinal()];
  }

  static Sweep of(Elementwise function) {
    Sweep scalar = ScalarSweeps.of(function);
    return VECTORS ? new WarmingSweep(function.name(), scalar, VectorSweeps.of(function)) : scalar;
  }
}
