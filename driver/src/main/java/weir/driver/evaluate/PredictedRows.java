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
    int rows = block.rows().rows();
    for (int from = 0; from < rows; from += network.rowsAtOnce()) {
      predict(block, from, Math.min(rows, from + network.rowsAtOnce()));
    }
  }

  private void predict(PredictionBlock block, int first, int end) {
    RowBlock rows = block.rows();
    try {
      network.forward(weights.value(), batch(rows, first, end), Pass.EVALUATION, UnitGate.OPEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("prediction was interrupted", e);
    }
    int width = network.outputShape(0).size();
    var outputs = new PredictionMeaning.Outputs(network.output(0), network.predictions(0), width);
    for (int index = first; index < end; index++) {
      Row original = block.originals().get(index);
      Object[] values = new Object[original.size() + meaning.width()];
      Arrays.setAll(
          values, at -> at < original.size() ? meaning.told().read(original.get(at), at) : null);
      int from = (index - first) * width + (meaning.next() ? lastStep(rows, index) : 0);
      meaning.write(outputs, from, values, original.size());
      meaning.addBases(rows.targets(), index * rows.targetWidth(), values, original.size());
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

  private static Batch batch(RowBlock rows, int first, int end) {
    var batch = new Batch(end - first, rows.width(), 0, rows.sparse());
    int from = rows.sparse() ? rows.rowStart()[first] : first * rows.width();
    int to = rows.sparse() ? rows.rowStart()[end] : end * rows.width();
    if (rows.sparse()) {
      batch.reserve(to - from);
      for (int row = 0; row <= end - first; row++) {
        batch.rowStart()[row] = rows.rowStart()[first + row] - from;
      }
      System.arraycopy(rows.columns(), from, batch.columns(), 0, to - from);
    }
    System.arraycopy(rows.values(), from, batch.values(), 0, to - from);
    batch.rows(end - first);
    return batch;
  }
}
