package weir.driver.job;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import weir.worker.data.RowBlock;

/**
 * The packed rows of one worker, as its task finds them in its partition: Spark's cached blocks,
 * not copies.
 */
record WorkerRows(List<RowBlock> training, List<RowBlock> validation) implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * One element per partition: partition i of both sets.
   *
   * @param validation null without validation rows
   */
  static JavaRDD<WorkerRows> of(JavaRDD<RowBlock> training, JavaRDD<RowBlock> validation) {
    if (validation == null) {
      return training.mapPartitions(
          blocks -> List.of(new WorkerRows(listed(blocks), List.of())).iterator(), true);
    }
    return training.zipPartitions(
        validation,
        (blocks, held) -> List.of(new WorkerRows(listed(blocks), listed(held))).iterator());
  }

  private static List<RowBlock> listed(Iterator<RowBlock> blocks) {
    List<RowBlock> list = new ArrayList<>();
    blocks.forEachRemaining(list::add);
    return list;
  }
}
