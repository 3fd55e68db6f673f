package weir.driver.job;

import weir.driver.report.TrainingListener;

/** Tells the first few lines of advice of a run: of more nobody would read any. One thread. */
final class Advice {
  /** Lines of a run. */
  static final int MOST = 5;

  private final TrainingListener listener;
  private int told;

  Advice(TrainingListener listener) {
    this.listener = listener;
  }

  /** Tells a line, where not too many have been told. */
  void give(String line) {
    if (told++ < MOST) {
      listener.noted(line);
    }
  }
}
