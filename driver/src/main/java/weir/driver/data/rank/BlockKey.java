package weir.driver.data.rank;

import java.io.Serializable;

/** A block of a file. */
public record BlockKey(String file, long block) implements Serializable {
  private static final long serialVersionUID = 1;
}
