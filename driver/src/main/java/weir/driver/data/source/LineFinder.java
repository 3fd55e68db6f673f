package weir.driver.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;

/**
 * Turns the position of a row into the number of its line in a text file, by reading the file once.
 * Only errors need it.
 */
final class LineFinder {
  private final Configuration conf;
  private final boolean header;
  private final boolean comments;

  /**
   * @param header the first line is not a row
   * @param comments lines that begin with # are not rows
   */
  LineFinder(Configuration conf, boolean header, boolean comments) {
    this.conf = conf;
    this.header = header;
    this.comments = comments;
  }

  /** Names file and line, the first line being 1. */
  String describe(RowPosition position) {
    String name = InputPaths.shortName(position.file());
    try (InputStream in = InputPaths.openText(conf, position.file())) {
      return name + " line " + lineOf(in, position);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + position.file() + " again", e);
    }
  }

  /** A line belongs to the block with the largest start before it, as Hadoop's readers have it. */
  private long lineOf(InputStream in, RowPosition position) throws IOException {
    long number = 1;
    long offset = 0;
    long seen = -1;
    boolean skip = header;
    StringBuilder start = new StringBuilder();
    long lineStart = 0;
    for (int next = in.read(); ; next = in.read()) {
      if (next == '\n' || next < 0) {
        boolean inBlock = position.block() == 0 || lineStart > position.block();
        if (inBlock && isRow(start) && !skip) {
          seen++;
        }
        skip = skip && start.isEmpty();
        if (seen == position.sequence() || next < 0) {
          return number;
        }
        number++;
        lineStart = offset + 1;
        start.setLength(0);
      } else if (start.length() < 2 && !Character.isWhitespace(next)) {
        start.append((char) next);
      }
      offset++;
    }
  }

  private boolean isRow(StringBuilder start) {
    return !start.isEmpty() && !(comments && start.charAt(0) == '#');
  }
}
