package weir.driver.data.predict;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of features with the whole row behind them: gives the features in Spark's own form, in which
 * they are read in training. One thread only.
 */
final class FeatureRows implements Iterator<InternalRow> {
  private final Iterator<Row> rows;
  private final int features;
  private final ExpressionEncoder.Serializer<Row> serializer;
  private Row original;

  FeatureRows(Iterator<Row> rows, StructType features) {
    this.rows = rows;
    this.features = features.size();
    this.serializer = ExpressionEncoder.apply(features).createSerializer();
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public InternalRow next() {
    Row row = rows.next();
    original = row.getStruct(features);
    return serializer.apply(row);
  }

  /** The whole row of the features given last. */
  Row original() {
    return original;
  }
}
