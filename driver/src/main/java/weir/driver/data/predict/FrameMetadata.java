package weir.driver.data.predict;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Spark's encoders drop what is known about columns; this gives it back. */
public final class FrameMetadata {
  private FrameMetadata() {}

  /** The same rows with the names and metadata of {@code types}, column by column. */
  public static Dataset<Row> of(Dataset<Row> rows, StructType types) {
    String[] numbered = new String[types.size()];
    Arrays.setAll(numbered, String::valueOf);
    Dataset<Row> plain = rows.toDF(numbered);
    Column[] columns = new Column[numbered.length];
    for (int i = 0; i < numbered.length; i++) {
      StructField field = types.fields()[i];
      columns[i] = plain.col(numbered[i]).as(field.name(), field.metadata());
    }
    return plain.select(columns);
  }
}
