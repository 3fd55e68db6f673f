package weir.driver.data.generate;

import java.io.Serializable;

/** Rows {@code first} to {@code first + rows − 1} of a pseudo path. */
record GeneratedSlice(GeneratedPath path, long first, long rows) implements Serializable {
  private static final long serialVersionUID = 1;
}
