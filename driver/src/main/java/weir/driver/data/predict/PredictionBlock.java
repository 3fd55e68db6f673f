package weir.driver.data.predict;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import weir.worker.data.RowBlock;

/**
 * Some rows to predict.
 *
 * @param originals the rows as they were read, columns as {@link PredictionInput#columns} names
 *     them
 * @param rows the same rows, prepared; targets are empty
 */
public record PredictionBlock(List<Row> originals, RowBlock rows) implements Serializable {
  private static final long serialVersionUID = 1;
}
