package weir.driver.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import weir.driver.config.MissingSpec;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;
import weir.driver.data.row.RowWriter;

class LibsvmLineTest {

  private static String label(LibsvmLine line, RawKind kind) {
    RowWriter writer = new RowWriter();
    writer.begin();
    line.label(new CellWriter(MissingSpec.of(List.of("?", "-9")), '.'), kind, writer);
    RowReader row = new RowReader(new RawSchema(List.of(RawColumn.scalar("label", kind)), 1));
    row.read(writer.finish(0, 0));
    return String.valueOf(row.text(0));
  }

  /** Label and stored values, indices from 0. */
  private static String read(int first, String text) throws LibsvmLine.MalformedException {
    LibsvmLine line = new LibsvmLine(first);
    assertThat(line.begin(text.getBytes(StandardCharsets.UTF_8))).as(text).isTrue();
    line.parse();
    StringJoiner row = new StringJoiner(" ");
    row.add(label(line, RawKind.NUMBER));
    for (int i = 0; i < line.entries(); i++) {
      row.add(line.index(i) + "=" + line.value(i));
    }
    return row.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1 2:0.5 7:1e-3",
        "-1\t2:0.5\t7:1e-3",
        "  -1 \t 2:0.5   7:1e-3 \r",
        "-1.0 2:+.5 7:.001 # 3:4 a comment",
        "-1 qid:12 2:0.5 7:0.001#end",
        "-1 1:0 2:0.5 6:-0.0 7:0.001",
        "-1\f2:0.5\u000b7:0.001"
      })
  void readsTheSameRowHoweverItIsWritten(String text) throws LibsvmLine.MalformedException {
    assertThat(read(1, text)).isEqualTo("-1 1=0.5 6=0.001");
  }

  @Test
  void indicesMayBeginAtZero() throws LibsvmLine.MalformedException {
    assertThat(read(0, "3 0:1 2147483646:2")).isEqualTo("3 0=1.0 2147483646=2.0");
    assertThat(read(1, "3 1:1 2147483647:2")).isEqualTo("3 0=1.0 2147483646=2.0");
    assertThat(read(1, "+4")).isEqualTo("4");
    StringBuilder many = new StringBuilder("1");
    for (int i = 1; i <= 1000; i++) {
      many.append(' ').append(i).append(":1");
    }
    assertThat(read(1, many.toString())).endsWith(" 999=1.0");
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740993, 9007199254740993, 9007199254740993",
    "0.50, 0.5, 0.50",
    "007, 7, 007",
    "ham, ham, ham",
    "?, null, null",
    "-9.0, null, -9.0"
  })
  void labelsAreNumbersInFullOrTexts(String written, String number, String text)
      throws LibsvmLine.MalformedException {
    LibsvmLine line = new LibsvmLine(1);
    line.begin((written + " 1:1").getBytes(StandardCharsets.UTF_8));
    line.parse();
    assertThat(label(line, RawKind.NUMBER)).isEqualTo(number);
    assertThat(label(line, RawKind.TEXT)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \t", "# 1 1:1", "  #"})
  void blankLinesAndCommentsAreNoRows(String text) {
    assertThat(new LibsvmLine(1).begin(text.getBytes(StandardCharsets.UTF_8))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1:1 2:1, 1:1 in the place of a label (expected: a label first)",
    "1 2, 2 (expected: index:value)",
    "1 :2, :2 (expected: index:value)",
    "1 -1:2, -1:2 (expected: index:value)",
    "1 1:1 qid:2, qid:2 (expected: index:value)",
    "1 1:, 1: (expected: a number as value)",
    "1 1:1:1, 1:1:1 (expected: a number as value)",
    "1 1:inf, 1:inf (expected: a number as value)",
    "1 1:NaN, 1:NaN (expected: a number as value)",
    "1 1:1e999, 1:1e999 (expected: a number as value)",
    "1 0:1, 0:1 (expected: indices from 1); set data.zeroBased where they begin at 0",
    "1 3:1 3:2, 'index 3 after 3 (expected: from 1, ascending)'",
    "1 3:1 2:2, 'index 2 after 3 (expected: from 1, ascending)'",
    "1 2147483648:1, 2147483648:1 (expected: an index <= 2147483647)",
    "1 99999999999999999999:1, 99999999999999999999:1 (expected: an index <= 2147483647)"
  })
  void saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> read(1, text)).hasMessage(message);
  }
}
