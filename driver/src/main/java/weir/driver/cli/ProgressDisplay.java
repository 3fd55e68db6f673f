package weir.driver.cli;

import java.io.PrintWriter;
import weir.driver.report.TrainingListener;

/** Shows progress until it is closed; a failed training closes it before the error is said. */
interface ProgressDisplay extends TrainingListener, AutoCloseable {

  /** A bar on a terminal, lines elsewhere. */
  static ProgressDisplay choose(PrintWriter lines) {
    String terminal = System.getenv("TERM");
    boolean moves = System.console() != null && terminal != null && !terminal.equals("dumb");
    return moves ? new ProgressBarDisplay() : new ProgressLines(lines, System::nanoTime);
  }

  @Override
  default void close() {}
}
