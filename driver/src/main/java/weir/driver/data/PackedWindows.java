package weir.driver.data;

import java.io.Serializable;

/**
 * A block of windows: what Spark caches.
 *
 * @param naive sum over its targets of the absolute difference to the last label, in original units
 */
record PackedWindows(PackedRows packed, double naive) implements Serializable {
  private static final long serialVersionUID = 1;
}
