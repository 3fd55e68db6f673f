package weir.driver.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibsvmLineTest {

  /** Label and stored values, indices from 0. */
  private static String read(int first, String text) throws LibsvmLine.MalformedException {
    LibsvmLine line = new LibsvmLine(first);
    assertThat(line.begin(text.getBytes(StandardCharsets.UTF_8))).as(text).isTrue();
    line.parse();
    StringJoiner row = new StringJoiner(" ");
    row.add(String.valueOf(line.label()));
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
    assertThat(read(1, text)).isEqualTo("-1.0 1=0.5 6=0.001");
  }

  @Test
  void indicesMayBeginAtZero() throws LibsvmLine.MalformedException {
    assertThat(read(0, "3 0:1 2147483646:2")).isEqualTo("3.0 0=1.0 2147483646=2.0");
    assertThat(read(1, "3 1:1 2147483647:2")).isEqualTo("3.0 0=1.0 2147483646=2.0");
    assertThat(read(1, "+4")).isEqualTo("4.0");
    StringBuilder many = new StringBuilder("1");
    for (int i = 1; i <= 1000; i++) {
      many.append(' ').append(i).append(":1");
    }
    assertThat(read(1, many.toString())).endsWith(" 999=1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \t", "# 1 1:1", "  #"})
  void blankLinesAndCommentsAreNoRows(String text) {
    assertThat(new LibsvmLine(1).begin(text.getBytes(StandardCharsets.UTF_8))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "x 1:1, label x (expected: a number)",
    "nan 1:1, label nan (expected: a number)",
    "1:1 2:1, label 1:1 (expected: a number)",
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
