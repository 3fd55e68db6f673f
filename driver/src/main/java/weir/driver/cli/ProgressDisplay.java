package weir.driver.cli;

import java.io.Console;
import java.io.PrintWriter;
import weir.driver.report.TrainingListener;

/** Shows progress until it is closed; a failed training closes it before the error is said. */
interface ProgressDisplay extends TrainingListener, AutoCloseable {

  /** A bar on a terminal, lines elsewhere. */
  static ProgressDisplay choose(PrintWriter lines) {
    String terminal = System.getenv("TERM");
    Console console = System.console();
    boolean moves = console != null && terminal != null && !terminal.equals("dumb");
    boolean blocks = moves && console.charset().newEncoder().canEncode("█░");
    TerminalLine line = new TerminalLine(blocks);
    return moves
        ? new ProgressBarDisplay(System.err, line, System::nanoTime)
        : new ProgressLines(lines, line, System::nanoTime);
  }

  @Override
  default void close() {}
}
