package weir.driver.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads csv as the RFC says and no other way: any line that it does not allow is an error. */
final class Rfc4180 {
  private final String text;
  private final List<List<String>> records = new ArrayList<>();
  private int at;

  private Rfc4180(String text) {
    this.text = text;
  }

  /** The records of all files in a folder that are not hidden, without their headers. */
  static List<List<String>> rows(Path folder) {
    List<List<String>> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".csv")).sorted().toList()) {
        List<List<String>> records = records(Files.readString(file));
        all.addAll(records.subList(1, records.size()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  static List<List<String>> records(String text) {
    var reader = new Rfc4180(text);
    while (reader.at < text.length()) {
      reader.records.add(reader.record());
    }
    return reader.records;
  }

  private List<String> record() {
    List<String> cells = new ArrayList<>(List.of(cell()));
    while (at < text.length() && text.charAt(at) == ',') {
      at++;
      cells.add(cell());
    }
    at += text.startsWith("\r\n", at) ? 2 : 1;
    return cells;
  }

  private String cell() {
    StringBuilder cell = new StringBuilder();
    if (at == text.length() || text.charAt(at) != '"') {
      for (; at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0; at++) {
        check(text.charAt(at) != '"', "a quote inside a plain cell");
        cell.append(text.charAt(at));
      }
      return cell.toString();
    }
    for (at++; text.charAt(at) != '"' || text.startsWith("\"\"", at); at++) {
      at += text.charAt(at) == '"' ? 1 : 0;
      cell.append(text.charAt(at));
    }
    at++;
    check(at == text.length() || ",\r\n".indexOf(text.charAt(at)) >= 0, "text behind a quote");
    return cell.toString();
  }

  private void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what + " at " + at + " of " + text);
    }
  }
}
