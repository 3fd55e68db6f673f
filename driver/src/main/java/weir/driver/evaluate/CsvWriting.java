package weir.driver.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.NullWritable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple2;

/**
 * Writes rows as csv files, a file a partition, each with a header. Spark's own writer leaves
 * blanks at the ends of cells without quotes, where readers drop them. Driver only.
 */
final class CsvWriting {
  private CsvWriting() {}

  /** Writes into {@code folder}, as Hadoop names it; returns how many rows. */
  static long write(Dataset<Row> rows, String folder) {
    return write(texts(rows).toJavaRDD(), List.of(rows.columns()), folder);
  }

  /** The same for rows of texts and numbers, without Spark's plans: there may be many columns. */
  static long write(JavaRDD<Row> rows, List<String> names, String folder) {
    Configuration conf = new Configuration(rows.context().hadoopConfiguration());
    conf.set(CsvOutputFormat.HEADER, CsvLine.of(names));
    LongAccumulator count = rows.context().longAccumulator();
    rows.mapToPair(
            row -> {
              count.add(1);
              return new Tuple2<>(NullWritable.get(), line(row));
            })
        .saveAsNewAPIHadoopFile(
            folder, NullWritable.class, String.class, CsvOutputFormat.class, conf);
    return count.value();
  }

  private static String line(Row row) {
    List<String> cells = new ArrayList<>(row.size());
    for (int i = 0; i < row.size(); i++) {
      cells.add(row.isNullAt(i) ? null : row.get(i).toString());
    }
    return CsvLine.of(cells);
  }

  /** Every column as text; columns have numbers for names, as any name may be there. */
  private static Dataset<Row> texts(Dataset<Row> rows) {
    String[] names = new String[rows.columns().length];
    Arrays.setAll(names, String::valueOf);
    Dataset<Row> numbered = rows.toDF(names);
    Column[] texts = new Column[names.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text(numbered.col(names[i]), rows.schema().fields()[i].dataType()).as(names[i]);
    }
    return numbered.select(texts);
  }

  private static Column text(Column column, DataType type) {
    if (type.equals(SQLDataTypes.VectorType())) {
      return org.apache.spark.sql.functions.to_json(functions.vector_to_array(column, "float64"));
    }
    return switch (type.typeName()) {
      case "array", "struct", "map" -> org.apache.spark.sql.functions.to_json(column);
      case "binary" -> org.apache.spark.sql.functions.base64(column);
      default -> column.cast("string");
    };
  }
}
