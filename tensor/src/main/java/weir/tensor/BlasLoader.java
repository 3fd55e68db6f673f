package weir.tensor;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the process-wide BLAS once and says what it found. */
final class BlasLoader {
  private static final Logger LOG = LoggerFactory.getLogger(BlasLoader.class);
  private static final String CHOICE = "weir.blas";
  private static final String CORE = "weir.blasCore";
  private static final BlasLoader ONCE = new BlasLoader();

  private final Blas found;
  private final String failure;

  private BlasLoader() {
    Blas blas = null;
    String message = null;
    try {
      blas = find();
    } catch (IllegalStateException e) {
      // Thrown from here it would be an ExceptionInInitializerError, and hide its advice.
      message = e.getMessage();
    }
    found = blas;
    failure = message;
  }

  static Blas blas() {
    if (ONCE.failure != null) {
      throw new IllegalStateException(ONCE.failure);
    }
    return ONCE.found;
  }

  private static Blas find() {
    String choice = System.getProperty(CHOICE, "native");
    Blas found =
        switch (choice) {
          case "java" -> new JavaBlas();
          case "native" -> openNative();
          default ->
              throw new IllegalStateException(
                  CHOICE + "=" + choice + " (expected: native or java)");
        };
    BlasInfo info = found.info();
    LOG.info(
        "BLAS: {} {}, core {}, threads {}, {} GFLOP/s; elementwise kernels: {}",
        info.library(),
        info.version(),
        info.core(),
        info.threads(),
        Math.round(info.gflops()),
        Twins.describe());
    return found;
  }

  private static Blas openNative() {
    try {
      OpenBlasLibrary library = OpenBlasLibrary.load();
      checkCore(library.core());
      return NativeLoader.open(library);
    } catch (IOException | ReflectiveOperationException | LinkageError e) {
      LOG.warn("no native BLAS on this platform; the Java twin computes, far slower", e);
      return new JavaBlas();
    }
  }

  private static void checkCore(String core) {
    String wanted = System.getProperty(CORE);
    if (wanted != null && !wanted.equalsIgnoreCase(core)) {
      throw new IllegalStateException(
          "BLAS core=%s (expected: %s=%s); start the JVM with OPENBLAS_CORETYPE=%s in its environment"
              .formatted(core, CORE, wanted, wanted));
    }
  }
}
