package weir.driver.data.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import org.apache.hadoop.conf.Configuration;
import weir.driver.UserInputException;

/** The first line of a text file that is neither blank nor a comment. */
final class FirstLine {
  private FirstLine() {}

  /**
   * Empty when there is none.
   *
   * @param comment how comments begin; empty: there are none
   */
  static String of(Configuration conf, String file, String charset, String comment) {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(InputPaths.openText(conf, file), Charset.forName(charset)))) {
      String line = reader.readLine();
      while (line != null && (line.isBlank() || isComment(line, comment))) {
        line = reader.readLine();
      }
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UserInputException(
          "cannot read " + file + ": " + e.getMessage() + " (expected: a whole, readable file)", e);
    }
  }

  private static boolean isComment(String line, String comment) {
    return !comment.isEmpty() && line.stripLeading().startsWith(comment);
  }
}
