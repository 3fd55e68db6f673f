package weir.driver.data;

import java.util.Locale;

/**
 * How many columns sparse rows may have where the job does not say: one row with an absurd index
 * would make a model of so many weights.
 */
final class SparseExtent {
  /** The weights, those of the step before, a gradient and what the optimizer keeps. */
  private static final int COPIES = 4;

  private SparseExtent() {}

  /**
   * The columns that fit into this JVM at all, with one unit in the first layer.
   *
   * @param given columns that the job names; 0: none
   */
  static int most(int given) {
    return given > 0 ? given : (int) Math.min(Integer.MAX_VALUE, memory() / bytes(1));
  }

  private static long memory() {
    return Runtime.getRuntime().maxMemory();
  }

  private static long bytes(long columns) {
    return COPIES * Float.BYTES * columns;
  }

  /** What is wrong with a model of {@code columns}. */
  static String expectation(long columns) {
    return String.format(
        Locale.ROOT,
        " (a model of %,d features has %.1f GB of weights for each unit of its first layer, in %d"
            + " copies; expected: within the driver's %.1f GB); set model.input, give more"
            + " --driver-memory, or repair the row",
        columns,
        (double) columns * Float.BYTES * 1e-9,
        COPIES,
        memory() * 1e-9);
  }
}
