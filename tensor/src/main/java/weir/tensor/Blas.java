package weir.tensor;

/**
 * Matrix products on row-major {@code float[]} slices. Thread-safe. Bits depend on the shape and
 * the kernel family, never on offsets or on which thread calls.
 */
public interface Blas {

  /**
   * C = alpha · op(A) · op(B) + beta · C, all row-major.
   *
   * @param transA op(A) = Aᵀ: A is stored [k, m] instead of [m, k]
   * @param transB op(B) = Bᵀ: B is stored [n, k] instead of [k, n]
   * @param lda row stride of A as stored, likewise ldb, ldc
   */
  void sgemm(
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float beta,
      float[] c,
      int cOffset,
      int ldc);

  /** What was loaded, for the log, the report and the check that all workers agree. */
  BlasInfo info();

  /**
   * The process-wide BLAS: OpenBLAS from its jar, one thread a call; the Java twin where no native
   * library exists. Found and probed by the first call, which logs what it found. System
   * properties: {@code weir.blas=java} forces the twin; {@code weir.blasCore=Haswell} insists on a
   * kernel family. OpenBLAS chooses its family while it is loaded, by its environment alone, and a
   * JVM cannot change its own: set {@code OPENBLAS_CORETYPE} where the JVM is started.
   *
   * @throws IllegalStateException if another kernel family was chosen than {@code weir.blasCore}
   */
  static Blas get() {
    return BlasLoader.blas();
  }
}
