package weir.ml;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import weir.driver.data.predict.FrameMetadata;

/** Adds columns to rows partition by partition, a batch of rows in one go; rows may be a stream. */
final class BatchTransform {
  private final TrainedState state;
  private final int batchRows;

  /** What becomes of the outputs of one row: the values of the columns that are added. */
  @FunctionalInterface
  interface Meaning extends Serializable {
    Object[] of(float[] outputs, int from);
  }

  BatchTransform(TrainedState state, int batchRows) {
    this.state = state;
    this.batchRows = batchRows;
  }

  /**
   * All rows in their order.
   *
   * @param features a vector
   * @param result the columns of {@code rows}, then those that {@code meaning} gives
   */
  Dataset<Row> apply(Dataset<Row> rows, Column features, StructType result, Meaning meaning) {
    Broadcast<float[]> weights =
        JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext())
            .broadcast(state.trained().weights());
    TrainedState.Recipe recipe = state.recipe();
    int most = batchRows;
    MapPartitionsFunction<Row, Row> function =
        partition -> new Batches(partition, recipe.scorer(weights.value()), meaning, most);
    Dataset<Row> mapped =
        rows.select(features, functions.struct(functions.col("*")))
            .mapPartitions(function, Encoders.row(result));
    return FrameMetadata.of(mapped, result);
  }

  /** One partition. */
  private static final class Batches implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final Scorer scorer;
    private final Meaning meaning;
    private final int most;
    private final Deque<Row> ready = new ArrayDeque<>();

    Batches(Iterator<Row> rows, Scorer scorer, Meaning meaning, int most) {
      this.rows = rows;
      this.scorer = scorer;
      this.meaning = meaning;
      this.most = most;
    }

    @Override
    public boolean hasNext() {
      if (ready.isEmpty() && rows.hasNext()) {
        predict();
      }
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      hasNext();
      return ready.remove();
    }

    private void predict() {
      List<Row> originals = new ArrayList<>();
      List<Vector> features = new ArrayList<>();
      while (rows.hasNext() && features.size() < most) {
        Row row = rows.next();
        features.add(row.getAs(0));
        originals.add(row.getStruct(1));
      }
      float[] outputs = scorer.score(features);
      for (int row = 0; row < originals.size(); row++) {
        Row original = originals.get(row);
        Object[] added = meaning.of(outputs, row * scorer.outputs());
        Object[] values = new Object[original.size() + added.length];
        for (int i = 0; i < original.size(); i++) {
          values[i] = original.get(i);
        }
        System.arraycopy(added, 0, values, original.size(), added.length);
        ready.add(RowFactory.create(values));
      }
    }
  }
}
