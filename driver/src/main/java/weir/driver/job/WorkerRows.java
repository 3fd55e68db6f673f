package weir.driver.job;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import weir.worker.data.RowBlock;

/**
 * The packed rows of one worker, as its task finds them in its partition: Spark's cached blocks,
 * not copies, taken one by one.
 */
record WorkerRows(Iterator<RowBlock> training, Iterator<RowBlock> validation) {

  /**
   * One element per partition: partition i of both sets.
   *
   * @param validation null without validation rows
   */
  static JavaRDD<WorkerRows> of(JavaRDD<RowBlock> training, JavaRDD<RowBlock> validation) {
    if (validation == null) {
      return training.mapPartitions(
          blocks -> List.of(new WorkerRows(blocks, Collections.emptyIterator())).iterator(), true);
    }
    return training.zipPartitions(
        validation, (blocks, held) -> List.of(new WorkerRows(blocks, held)).iterator());
  }
}
