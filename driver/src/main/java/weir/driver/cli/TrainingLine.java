package weir.driver.cli;

import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * One line that fits the terminal: a bar, and beside it what the training is at. Where both do not
 * fit the bar keeps {@link #LEAST_BAR} characters and the text is cut. Thread-safe: no state.
 */
final class TrainingLine implements ProgressBarRenderer {
  static final int WIDTH = 80;
  static final int LEAST_BAR = 20;

  private static final char FULL = '█';
  private static final String PARTS = " ▏▎▍▌▋▊▉";

  @Override
  public String render(ProgressState state, int most) {
    double elapsed = state.getElapsedAfterStart().toMillis() * 1e-3;
    long done = state.getCurrent() - state.getStart();
    String left =
        done <= 0
            ? ""
            : "  "
                + ProgressText.clock(elapsed / done * (state.getMax() - state.getCurrent()))
                + " left";
    String text = state.getExtraMessage() + left;
    return line(state.getTaskName(), state.getNormalizedProgress(), text, most);
  }

  /**
   * The line, no longer than {@link #WIDTH} or {@code most}.
   *
   * @param share done, 0..1
   */
  static String line(String name, double share, String text, int most) {
    // The last column stays free: some terminals begin a new line there.
    int width = Math.min(WIDTH, most) - 1;
    String begin = cut(name, width / 4) + " ";
    int bar = Math.max(LEAST_BAR, width - begin.length() - 1 - text.length());
    return cut(begin + bar(share, bar) + " " + text, width);
  }

  private static String bar(double share, int width) {
    int eighths = (int) Math.round(Math.max(0, Math.min(1, share)) * width * 8);
    int full = eighths / 8;
    String whole = String.valueOf(FULL).repeat(full);
    return full == width ? whole : whole + PARTS.charAt(eighths % 8) + " ".repeat(width - full - 1);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, Math.max(0, most));
  }
}
