package weir.driver.cli;

import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Spark logs the stack trace of every task that fails, also of one that met a bad row; the command
 * says the same in one line, and the report tells what Weir logs of BLAS, workers and servers. In
 * this JVM only: executors and servers elsewhere keep their logs.
 */
final class TaskLogs {
  private static final List<String> LOGGERS =
      List.of(
          "org.apache.spark.executor.Executor",
          "org.apache.spark.internal.io.SparkHadoopWriter",
          "org.apache.spark.scheduler.TaskSetManager",
          "org.apache.spark.storage.DiskBlockObjectWriter",
          "org.apache.spark.storage.memory.MemoryStore",
          "org.apache.spark.sql.execution.datasources.FileFormatWriter",
          "org.apache.spark.util.Utils");

  private TaskLogs() {}

  /** Leaves it to {@code --verbose} to show them. */
  static void silence() {
    LOGGERS.forEach(logger -> Configurator.setLevel(logger, Level.OFF));
    Configurator.setLevel("weir", Level.WARN);
  }

  /** What stopping in the middle breaks is no news. */
  static void silenceAll() {
    Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF);
  }
}
