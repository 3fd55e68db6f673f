package weir.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Native against the Java twin. Only a platform without the library in its jar skips this. */
class NativeBlasTest {
  private static final int[] SIZES = {1, 3, 13, 64, 207};
  private static final Blas NATIVE = Blas.get();
  private static final Blas JAVA = new JavaBlas();

  @BeforeAll
  static void onLinuxTheLibraryIsThere() {
    boolean carried =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    if (carried) {
      assertThat(NATIVE.info().library()).isEqualTo("OpenBLAS");
    }
    assumeThat(NATIVE.info().library()).isEqualTo("OpenBLAS");
  }

  private record Case(boolean transA, boolean transB, int m, int n, int k, float beta) {}

  @Test
  void saysWhatItIs() {
    BlasInfo info = NATIVE.info();
    assertThat(info.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(info.core()).isNotBlank();
    assertThat(info.threads()).isEqualTo(1);
    assertThat(info.gflops()).isGreaterThan(1);
  }

  @Test
  void agreesWithTheJavaTwinOnOddSizes() {
    for (int m : SIZES) {
      for (int n : SIZES) {
        for (int k : SIZES) {
          for (int flags = 0; flags < 8; flags++) {
            check(new Case((flags & 1) != 0, (flags & 2) != 0, m, n, k, flags >> 2));
          }
        }
      }
    }
  }

  @Test
  void leavesNeighboursAlone() {
    float[] c = filled(40, Float.NaN);
    float[] a = values(1, 12);
    float[] b = values(2, 12);
    NATIVE.sgemm(false, false, 3, 3, 4, 1, a, 0, 4, b, 0, 3, 0, c, 5, 7);
    for (int i = 0; i < c.length; i++) {
      int column = Math.floorMod(i - 5, 7);
      boolean inside = i >= 5 && i < 5 + 3 * 7 && column < 3;
      assertThat(Float.isNaN(c[i])).as("c[%d]", i).isEqualTo(!inside);
    }
  }

  @Test
  void cutsLargeProductsAlongEveryExtent() {
    for (int[] size : new int[][] {{5003, 333, 301}, {333, 5003, 301}, {301, 333, 5003}}) {
      int m = size[0];
      int n = size[1];
      int k = size[2];
      float[] a = values(1, k * m);
      float[] b = values(2, n * k);
      for (int flags = 0; flags < 4; flags++) {
        boolean transA = (flags & 1) != 0;
        boolean transB = (flags & 2) != 0;
        float[] c = filled(m * n, 2);
        NATIVE.sgemm(
            transA, transB, m, n, k, 1, a, 0, transA ? m : k, b, 0, transB ? k : n, 1, c, 0, n);
        for (int row = 0; row < m; row += 61) {
          for (int column = 0; column < n; column += 29) {
            double sum = 2;
            for (int i = 0; i < k; i++) {
              float left = a[transA ? i * m + row : row * k + i];
              sum += (double) left * b[transB ? column * k + i : i * n + column];
            }
            assertThat((double) c[row * n + column]).isCloseTo(sum, offset(1e-3));
          }
        }
      }
    }
  }

  @Test
  void givesTheSameBitsTwice() {
    float[] a = values(1, 128 * 784);
    float[] b = values(2, 512 * 784);
    float[] first = new float[128 * 512];
    NATIVE.sgemm(false, true, 128, 512, 784, 1, a, 0, 784, b, 0, 784, 0, first, 0, 512);
    for (int offset = 0; offset < 5; offset++) {
      float[] moved = new float[a.length + offset];
      System.arraycopy(a, 0, moved, offset, a.length);
      float[] c = new float[128 * 512 + offset];
      NATIVE.sgemm(false, true, 128, 512, 784, 1, moved, offset, 784, b, 0, 784, 0, c, offset, 512);
      for (int i = 0; i < first.length; i++) {
        assertThat(c[offset + i]).isEqualTo(first[i]);
      }
    }
  }

  @Test
  void nothingTimesNothingIsAllowed() {
    float[] c = {1, 2};
    NATIVE.sgemm(false, false, 0, 2, 3, 1, new float[0], 0, 3, new float[6], 0, 2, 0, c, 0, 2);
    assertThat(c).containsExactly(1, 2);
    NATIVE.sgemm(false, false, 1, 2, 0, 1, new float[0], 0, 1, new float[0], 0, 2, 0, c, 0, 2);
    assertThat(c).containsExactly(0, 0);
  }

  private static void check(Case each) {
    int offset = 3;
    int lda = (each.transA() ? each.m() : each.k()) + 2;
    int ldb = (each.transB() ? each.k() : each.n()) + 1;
    int ldc = each.n() + 4;
    float[] a = values(1, offset + lda * (each.transA() ? each.k() : each.m()));
    float[] b = values(2, offset + ldb * (each.transB() ? each.n() : each.k()));
    int length = offset + ldc * each.m();
    // beta = 0 must not read C.
    float[] ours = each.beta() == 0 ? filled(length, Float.NaN) : values(3, length);
    float[] truth = ours.clone();
    for (Blas blas : new Blas[] {NATIVE, JAVA}) {
      blas.sgemm(
          each.transA(),
          each.transB(),
          each.m(),
          each.n(),
          each.k(),
          0.5f,
          a,
          offset,
          lda,
          b,
          offset,
          ldb,
          each.beta(),
          blas == NATIVE ? ours : truth,
          offset,
          ldc);
    }
    double tolerance = 1e-6 * (2 + each.k());
    for (int row = 0; row < each.m(); row++) {
      for (int column = 0; column < each.n(); column++) {
        int at = offset + row * ldc + column;
        if (!(Math.abs(ours[at] - truth[at]) <= tolerance)) {
          assertThat(ours[at]).as("%s at [%d, %d]", each, row, column).isEqualTo(truth[at]);
        }
      }
    }
  }

  private static float[] filled(int length, float value) {
    float[] array = new float[length];
    java.util.Arrays.fill(array, value);
    return array;
  }

  private static float[] values(long stream, int length) {
    RandomStream random = new RandomStream(7, stream, 0, 0);
    float[] array = new float[length];
    for (int i = 0; i < length; i++) {
      array[i] = random.uniform(i) * 2 - 1;
    }
    return array;
  }
}
