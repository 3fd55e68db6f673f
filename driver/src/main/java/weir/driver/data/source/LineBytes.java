package weir.driver.data.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;

/**
 * The lines of one file from its beginning, with the very bytes of their ends, so that lines which
 * belong together can be joined. One thread only.
 */
final class LineBytes implements Closeable {
  private static final int BUFFER = 1 << 16;
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int limit;
  private byte[] bytes = new byte[1024];
  private int length;
  private int content;
  private long line;

  private LineBytes(InputStream in) {
    this.in = in;
  }

  /** Opens a file, compressed or not. */
  static LineBytes open(Configuration conf, String file) throws IOException {
    return new LineBytes(InputPaths.openText(conf, file));
  }

  /** Moves to the next line; false after the last. */
  boolean next() throws IOException {
    length = 0;
    return append();
  }

  /** Adds the next line, the end of the last one in between; false after the last line. */
  boolean append() throws IOException {
    if (at == limit && !fill()) {
      return false;
    }
    int from = length;
    boolean ended = false;
    while (!ended && (at < limit || fill())) {
      byte next = buffer[at++];
      add(next);
      ended = next == '\n';
      if (next == '\r') {
        ended = true;
        if ((at < limit || fill()) && buffer[at] == '\n') {
          add(buffer[at++]);
        }
      }
    }
    content = length;
    while (content > from && (bytes[content - 1] == '\n' || bytes[content - 1] == '\r')) {
      content--;
    }
    if (line++ == 0 && length >= MARK.length && Arrays.equals(bytes, 0, 3, MARK, 0, 3)) {
      System.arraycopy(bytes, MARK.length, bytes, 0, length - MARK.length);
      length -= MARK.length;
      content -= MARK.length;
    }
    return true;
  }

  private void add(byte next) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = next;
  }

  private boolean fill() throws IOException {
    at = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }

  /** The line, or the lines since {@link #next}. */
  byte[] bytes() {
    return bytes;
  }

  /** How many bytes of it count, the last line's end left out. */
  int length() {
    return content;
  }

  /** True when there is a quote from {@code from} on. */
  boolean hasQuote(int from) {
    for (int i = from; i < content; i++) {
      if (bytes[i] == '"') {
        return true;
      }
    }
    return false;
  }

  /** Number of the last line, the first being 1. */
  long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
