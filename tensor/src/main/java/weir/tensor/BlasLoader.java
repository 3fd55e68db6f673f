package weir.tensor;

/** Finds the process-wide BLAS once. */
final class BlasLoader {
  private static final Blas BLAS = new JavaBlas();

  private BlasLoader() {}

  static Blas blas() {
    return BLAS;
  }
}
