package weir.benchmarks;

import java.util.ArrayList;
import java.util.List;
import weir.tensor.Blas;
import weir.tensor.BlasInfo;

/** Multiplies, and keeps each call so that it can be repeated on the same arrays. */
final class RecordingBlas implements Blas {
  private final Blas blas = Blas.get();
  private final List<Runnable> calls = new ArrayList<>();

  /** All calls so far, in their order. */
  List<Runnable> calls() {
    return calls;
  }

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
    Runnable call =
        () ->
            blas.sgemm(
                transA, transB, m, n, k, alpha, a, aOffset, lda, b, bOffset, ldb, beta, c, cOffset,
                ldc);
    call.run();
    calls.add(call);
  }

  @Override
  public BlasInfo info() {
    return blas.info();
  }
}
