package weir.driver.data;

import weir.driver.config.DataSpec;
import weir.driver.config.RowOrder;

/**
 * What a training asks for.
 *
 * @param order how rows are ranked
 * @param seed key of the hash that ranks and splits rows: {@code train.seed}
 * @param virtualWorkers V, a power of two
 * @param workers partitions of the packed rows, at most V
 * @param target what the loss needs
 * @param outputs numbers the model puts out; 0 when unknown
 * @param inputWidth numbers the model takes in; 0 when the data decides
 */
public record DataRequest(
    DataSpec data,
    RowOrder order,
    long seed,
    int virtualWorkers,
    int workers,
    TargetKind target,
    int outputs,
    int inputWidth) {
  public DataRequest {
    if (workers < 1 || workers > virtualWorkers) {
      throw new IllegalArgumentException(
          "workers=" + workers + " (expected: 1.." + virtualWorkers + ", the virtual workers)");
    }
  }
}
