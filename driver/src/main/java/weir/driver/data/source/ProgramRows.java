package weir.driver.data.source;

import java.util.List;
import java.util.Set;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The rows of a DataFrame that a program hands over. In which partition a row is means nothing, so
 * errors tell values, not places.
 */
public record ProgramRows(Dataset<Row> rows) implements FrameRows {
  static final String NAME = "DataFrame";

  @Override
  public RDD<InternalRow> read(Column... selected) {
    return rows.select(selected).queryExecution().toRdd();
  }

  @Override
  public Dataset<Row> inOrder(Dataset<Row> made) {
    return made;
  }

  @Override
  public List<String> files() {
    return List.of(NAME);
  }

  @Override
  public Column fileIndex() {
    return null;
  }

  @Override
  public Set<String> numbers() {
    return Set.of();
  }
}
