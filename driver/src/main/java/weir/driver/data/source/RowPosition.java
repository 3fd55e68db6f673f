package weir.driver.data.source;

import java.io.Serializable;

/**
 * Where a row lies: a block of a file, and the row of that block.
 *
 * @param block where the block begins: a byte of text files, a row of others
 * @param sequence position in the block, from 0
 */
public record RowPosition(String file, long block, long sequence) implements Serializable {
  private static final long serialVersionUID = 1;
}
