package weir.driver.data.generate;

import weir.driver.data.row.RowWriter;

/** Draws the rows of one pseudo path, each a pure function of its number. One thread only. */
interface RowDrawing {

  /** Writes the columns of row {@code row}. */
  void draw(long row, RowWriter writer);
}
