package weir.tensor;

import dev.ludovic.netlib.blas.NativeBLAS;

/**
 * OpenBLAS through the JNI of {@code dev.ludovic.netlib}, which pins {@code float[]} instead of
 * copying it. Lives in the class loader of {@link NativeLoader}, hence public.
 */
public final class NativeBlas implements Blas {
  // No garbage collection can run while JNI holds an array: one call lasts about 10 ms at most.
  private static final double MAX_OPERATIONS = 1e9;

  private final NativeBLAS blas;
  private final BlasInfo info;

  /** Called by {@link NativeLoader} once the library is there. */
  public NativeBlas(String version, String core, int threads) {
    this.blas = NativeBLAS.getInstance();
    this.info = new BlasInfo("OpenBLAS", version, core, threads, BlasProbe.gflops(this));
  }

  @Override
  public BlasInfo info() {
    return info;
  }

  /** Halves the largest extent until a call is short: the shape alone decides where it is cut. */
  @Override
  public void sgemm(
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
      int ldc) {
    if (m == 0 || n == 0) {
      return;
    }
    if (k == 0) {
      new JavaBlas()
          .sgemm(
              transA, transB, m, n, k, alpha, a, aOffset, lda, b, bOffset, ldb, beta, c, cOffset,
              ldc);
      return;
    }
    if (2.0 * m * n * k <= MAX_OPERATIONS) {
      multiply(
          transA, transB, m, n, k, alpha, a, aOffset, lda, b, bOffset, ldb, beta, c, cOffset, ldc);
      return;
    }
    int cutM = m >= n && m >= k ? half(m) : 0;
    int cutN = cutM == 0 && n >= k ? half(n) : 0;
    int cutK = cutM == 0 && cutN == 0 ? half(k) : 0;
    int m1 = cutM == 0 ? m : cutM;
    int n1 = cutN == 0 ? n : cutN;
    int k1 = cutK == 0 ? k : cutK;
    sgemm(
        transA, transB, m1, n1, k1, alpha, a, aOffset, lda, b, bOffset, ldb, beta, c, cOffset, ldc);
    int aAt = aOffset + (transA ? cutM + cutK * lda : cutM * lda + cutK);
    int bAt = bOffset + (transB ? cutN * ldb + cutK : cutN + cutK * ldb);
    int cAt = cOffset + cutM * ldc + cutN;
    float betaNext = cutK == 0 ? beta : 1;
    sgemm(
        transA, transB, m - cutM, n - cutN, k - cutK, alpha, a, aAt, lda, b, bAt, ldb, betaNext, c,
        cAt, ldc);
  }

  /** A multiple of 64, so that the first panel meets only whole kernels. */
  private static int half(int extent) {
    return (extent / 2 + 63) & -64;
  }

  /** OpenBLAS is column-major: Cᵀ = op(B)ᵀ · op(A)ᵀ is the row-major product. */
  private void multiply(
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
      int ldc) {
    // The only function of netlib that is called: NetlibBinding puts no other right.
    blas.sgemm(
        transB ? "T" : "N",
        transA ? "T" : "N",
        n,
        m,
        k,
        alpha,
        b,
        bOffset,
        ldb,
        a,
        aOffset,
        lda,
        beta,
        c,
        cOffset,
        ldc);
  }
}
