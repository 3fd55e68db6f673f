package weir.tensor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the twin of {@link ElementwiseMath} once. */
final class ElementwiseMathLoader {
  private static final Logger LOG = LoggerFactory.getLogger(ElementwiseMathLoader.class);
  static final ElementwiseMath CHOSEN = choose();

  private ElementwiseMathLoader() {}

  private static ElementwiseMath choose() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
      return new VectorMath();
    }
    LOG.info(
        "elementwise kernels: scalar (same bits, slower); start the JVM with"
            + " --add-modules=jdk.incubator.vector for the vector ones");
    return new ScalarMath();
  }
}
