package weir.driver.data.generate;

import java.io.Serializable;
import weir.driver.data.row.RawSchema;
import weir.tensor.Shape;

/** What a pseudo path says. */
sealed interface GeneratedPath extends Serializable permits DigitsPath, UniformPath {

  /** As it was written. */
  String text();

  /** How many rows. */
  long rows();

  /** The columns of a row. */
  RawSchema schema();

  /** Shape of the features of a row. */
  Shape input();

  /** What draws the rows, for one thread. */
  RowDrawing drawing();
}
