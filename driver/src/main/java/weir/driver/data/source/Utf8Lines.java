package weir.driver.data.source;

import java.nio.charset.StandardCharsets;

/** Makes UTF-8 of lines in other character sets, and refuses what is no text. One thread only. */
final class Utf8Lines {
  private final StrictDecoder decoder;
  private final boolean same;

  Utf8Lines(String charset) {
    decoder = new StrictDecoder(charset);
    same = StandardCharsets.UTF_8.name().equals(charset);
  }

  /** The line as UTF-8, of {@code length} bytes; the same array where it is that already. */
  byte[] utf8(byte[] line, int length, RowPosition position) {
    for (int i = 0; i < length; i++) {
      if (line[i] < 0) {
        String text = decoder.decode(line, length, position);
        return same ? line : text.getBytes(StandardCharsets.UTF_8);
      }
    }
    return line;
  }
}
