package weir.driver.data.digits;

import java.io.Serializable;

/** Digits {@code first} to {@code first + rows − 1} of a seed. */
record DigitSlice(String path, long seed, long first, long rows) implements Serializable {
  private static final long serialVersionUID = 1;
}
