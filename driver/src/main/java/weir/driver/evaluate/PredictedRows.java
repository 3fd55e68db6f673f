package weir.driver.evaluate;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import weir.driver.data.predict.PredictionBlock;
import weir.driver.data.text.Vocabulary;
import weir.worker.data.Batch;
import weir.worker.data.RowBlock;
import weir.worker.nn.Network;
import weir.worker.nn.UnitGate;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.NetworkSpec;

/** The rows of one partition with their predictions, a block at a time. One thread only. */
final class PredictedRows implements Iterator<Row> {
  private final Network network;
  private final Broadcast<float[]> weights;
  private final PredictionMeaning meaning;
  private final Iterator<PredictionBlock> blocks;
  private final Deque<Row> ready = new ArrayDeque<>();

  PredictedRows(
      NetworkSpec network,
      Broadcast<float[]> weights,
      PredictionMeaning meaning,
      Iterator<PredictionBlock> blocks) {
    this.network = new Network(network);
    this.weights = weights;
    this.meaning = meaning;
    this.blocks = blocks;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && blocks.hasNext()) {
      predict(blocks.next());
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more rows");
    }
    return ready.remove();
  }

  private void predict(PredictionBlock block) {
    try {
      network.forward(weights.value(), batch(block.rows()), Pass.EVALUATION, UnitGate.OPEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("prediction was interrupted", e);
    }
    float[] output = network.predictions(0);
    int width = network.outputShape(0).size();
    for (int index = 0; index < block.rows().rows(); index++) {
      Row original = block.originals().get(index);
      Object[] values = new Object[original.size() + meaning.width()];
      Arrays.setAll(values, at -> at < original.size() ? original.get(at) : null);
      int from = index * width + (meaning.next() ? lastStep(block.rows(), index) : 0);
      meaning.write(output, from, width, values, original.size());
      meaning.addBases(
          block.rows().targets(), index * block.rows().targetWidth(), values, original.size());
      ready.add(RowFactory.create(values));
    }
  }

  /** Where, in the output of a row, that of its last token begins; padding follows. */
  private int lastStep(RowBlock rows, int index) {
    int steps = rows.width();
    int last = steps - 1;
    while (last > 0 && rows.values()[index * steps + last] == Vocabulary.PADDING) {
      last--;
    }
    return last * meaning.classes().size();
  }

  private static Batch batch(RowBlock rows) {
    var batch = new Batch(rows.rows(), rows.width(), 0, rows.sparse());
    if (rows.sparse()) {
      batch.reserve(rows.values().length);
      System.arraycopy(rows.rowStart(), 0, batch.rowStart(), 0, rows.rows() + 1);
      System.arraycopy(rows.columns(), 0, batch.columns(), 0, rows.columns().length);
    }
    System.arraycopy(rows.values(), 0, batch.values(), 0, rows.values().length);
    batch.rows(rows.rows());
    return batch;
  }
}
