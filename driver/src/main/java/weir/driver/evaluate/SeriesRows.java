package weir.driver.evaluate;

import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import weir.driver.data.predict.FrameMetadata;

/** Puts what was told of windows beside the rows of a DataFrame that the windows end with. */
final class SeriesRows {
  private static final String NUMBER = "n";

  private SeriesRows() {}

  /**
   * The rows in their order with all their columns, then the predictions.
   *
   * @param rows those of the series
   * @param order what orders them
   * @param told the number of a row, then its predictions
   * @param result names and types of all columns
   */
  static Dataset<Row> joined(
      Dataset<Row> rows, Column order, Dataset<Row> told, StructType result) {
    int kept = rows.schema().size();
    Dataset<Row> numbered = numbered(rows.orderBy(order));
    String[] names = new String[told.schema().size()];
    Arrays.setAll(names, i -> i == 0 ? NUMBER : "p" + i);
    Dataset<Row> joined = numbered.join(told.toDF(names), NUMBER).orderBy(NUMBER);
    Column[] columns = new Column[result.size()];
    Arrays.setAll(columns, i -> joined.col(i < kept ? "c" + i : names[i - kept + 1]));
    return FrameMetadata.of(joined.select(columns), result);
  }

  private static Dataset<Row> numbered(Dataset<Row> sorted) {
    StructType types = new StructType();
    for (int i = 0; i < sorted.schema().size(); i++) {
      types = types.add("c" + i, sorted.schema().fields()[i].dataType());
    }
    JavaRDD<Row> rows = sorted.javaRDD().zipWithIndex().map(pair -> with(pair._1(), pair._2()));
    return sorted.sparkSession().createDataFrame(rows, types.add(NUMBER, DataTypes.LongType));
  }

  private static Row with(Row row, long number) {
    Object[] values = new Object[row.size() + 1];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    values[row.size()] = number;
    return RowFactory.create(values);
  }
}
