package weir.tensor;

/** The readable truth, used by tests and where no native library exists. */
public final class JavaBlas implements Blas {
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
    for (int row = 0; row < m; row++) {
      for (int column = 0; column < n; column++) {
        float sum = 0;
        for (int i = 0; i < k; i++) {
          float left = a[aOffset + (transA ? i * lda + row : row * lda + i)];
          float right = b[bOffset + (transB ? column * ldb + i : i * ldb + column)];
          sum += left * right;
        }
        int at = cOffset + row * ldc + column;
        // beta = 0 must overwrite whatever is there, NaN included.
        c[at] = alpha * sum + (beta == 0 ? 0 : beta * c[at]);
      }
    }
  }

  @Override
  public BlasInfo info() {
    return new BlasInfo("Java", System.getProperty("java.version"), "scalar", 1, 0);
  }
}
