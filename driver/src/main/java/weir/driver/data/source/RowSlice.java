package weir.driver.data.source;

import java.io.Serializable;

/** Rows {@code first} to {@code first + rows − 1} of a file: the input of one task. */
record RowSlice(String file, long first, long rows) implements Serializable {
  private static final long serialVersionUID = 1;
}
