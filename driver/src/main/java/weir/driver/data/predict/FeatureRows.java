package weir.driver.data.predict;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.types.StructType;
import weir.driver.data.source.ParquetRows;
import weir.driver.data.source.RowPosition;

/**
 * Rows of features with the whole row behind them: gives the features in Spark's own form, in which
 * they are read in training. One thread only.
 */
final class FeatureRows implements Iterator<InternalRow> {
  private final Iterator<Row> rows;
  private final int features;
  private final ExpressionEncoder.Serializer<Row> serializer;
  private final boolean places;
  private Row row;

  /**
   * @param places whether the file of a row and its number in it come last
   */
  FeatureRows(Iterator<Row> rows, StructType features, boolean places) {
    this.rows = rows;
    this.places = places;
    this.features = features.size();
    this.serializer = ExpressionEncoder.apply(features).createSerializer();
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public InternalRow next() {
    row = rows.next();
    return serializer.apply(row);
  }

  /** The whole row of the features given last. */
  Row original() {
    return row.getStruct(features);
  }

  /** Where that row is, for a user. */
  String place() {
    if (!places) {
      return "a row of the DataFrame";
    }
    String file = row.getString(features + 1);
    return ParquetRows.place(new RowPosition(file, 0, row.getLong(features + 2)));
  }
}
