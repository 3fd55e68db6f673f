package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.DataFormats.csv;
import static weir.driver.data.Tables.SPARK;
import static weir.driver.data.Tables.loaded;
import static weir.driver.data.Tables.names;
import static weir.driver.data.Tables.refuses;
import static weir.driver.data.Tables.values;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weir.driver.UserInputException;
import weir.driver.api.Data;
import weir.driver.api.ReadyModel;
import weir.driver.config.DataFormat;
import weir.driver.evaluate.Predictor;
import weir.driver.files.Location;

/** Csv files after RFC 4180, with headers as people and programs write them. */
class CsvFilesTest {
  @TempDir Path folder;

  private Data file(String content) {
    return csv(Tables.file(folder, "d.csv", content)).label("label");
  }

  @Test
  void namesAreTrimmedAndTheMarkOfTheByteOrderIsNone() {
    assertThat(names(loaded(file("\ufeff a ,\" b \",c,label\n1,2,3,x\n4,5,6,y\n"))))
        .containsExactly("a", "b", "c");
    assertThat(names(loaded(file("\ufeff\"a\",\"the\nlength\",label\n1,2,x\n4,5,y\n"))))
        .containsExactly("a", "the\nlength");
  }

  @Test
  void aColumnWithoutANameIsCalledByItsPlace() {
    Data rows = file(",a,b,label\n0,1,2,x\n1,3,4,y\n");
    assertThat(names(loaded(rows))).containsExactly("_c0", "a", "b");
    assertThat(names(loaded(rows.features("a", "b")))).containsExactly("a", "b");
    ReadyModel model = Tables.train(Tables.classes(2), rows.features("a"));
    assertThat(model.predict(SPARK, DataFormat.CSV, rows.spec().train().get(0)).columns())
        .startsWith("_c0", "a", "b", "label", "prediction");
    assertThat(names(loaded(file("a,,\"\",label\n0,1,2,x\n1,3,4,y\n"))))
        .containsExactly("a", "_c1", "_c2");
    refuses(file(",_c0,label\n1,2,x\n2,3,y\n"), "d.csv has more than one column _c0");
  }

  @Test
  void equalNamesAreAskedForOnceAndOthersGiven() {
    Data rows = file("a,b,a,b,label\n1,2,3,4,x\n5,6,7,8,y\n");
    refuses(
        rows,
        "d.csv has more than one column a, b (expected: different names); name all 5 columns by"
            + " data.columns, beside data.header=true");
    Data named = rows.renamed("p", "q", "r", "s", "label");
    assertThat(names(loaded(named))).containsExactly("p", "q", "r", "s");
    assertThat(Tables.rows(named))
        .containsExactlyInAnyOrder(List.of(0f, 1f, 2f, 3f, 4f), List.of(1f, 5f, 6f, 7f, 8f));
    refuses(rows.renamed("p", "q"), "data.columns names 2 columns (expected: the 5 of d.csv)");
  }

  @Test
  void namesAreWhatTheyAre() throws Exception {
    Data rows = file("a,A,a.b,x`y,\"c,\"\"d\",label\n1,2,3,4,5,x\n6,7,8,9,10,y\n");
    Data some = rows.features("A", "a.b", "x`y", "c,\"d");
    assertThat(Tables.rows(some))
        .containsExactlyInAnyOrder(List.of(0f, 2f, 3f, 4f, 5f), List.of(1f, 7f, 8f, 9f, 10f));
    ReadyModel model = Tables.train(Tables.classes(2), some.test(rows.spec().train().get(0)));
    String input = rows.spec().train().get(0);
    assertThat(model.evaluate(SPARK, DataFormat.CSV, input).testLoss()).isNotNull();
    assertThat(model.predict(SPARK, DataFormat.CSV, input).columns())
        .startsWith("a", "A", "a.b", "x`y", "c,\"d", "label", "prediction");
  }

  @Test
  void cellsInQuotesHoldAnything() {
    String cells =
        "t,n,label\n"
            + "\"6\"\" pipe, long\",\"1\",x\n"
            + "\"two\nlines\",2,x\n"
            + " \" kept \" ,\" 3 \",y\n"
            + "\"two\r\nlines\",4,y\r\n"
            + "\"one\rline\",5,y\n"
            + " plain \"q\" ,6,x\n";
    PreparedData data = loaded(file(cells).oneHot());
    assertThat(values(data, "t"))
        .containsExactlyInAnyOrder(
            "6\" pipe, long", "two\nlines", " kept ", "two\r\nlines", "one\rline", "plain \"q\"");
    assertThat(data.counts().training()).isEqualTo(6);
    assertThat(data.width()).isEqualTo(7);
  }

  @Test
  void aLineBreakInACellMayComeLate() {
    StringBuilder rows = new StringBuilder("t,n,label\n");
    for (int i = 0; i < 1300; i++) {
      rows.append(i == 1200 ? "\"b\r\nc\"" : "a").append(',').append(i).append(",x\n");
    }
    rows.append("a,1300,y\n");
    Data late = file(rows.toString()).oneHot();
    PreparedData data = loaded(late);
    assertThat(values(data, "t")).containsExactly("a", "b\r\nc");
    assertThat(data.counts().training()).isEqualTo(1301);
    ReadyModel model = Tables.train(Tables.classes(2), late);
    String input = late.spec().train().get(0);
    List<String> read = Tables.column(model.predict(SPARK, DataFormat.CSV, input), "t");
    assertThat(read).hasSize(1301);
    assertThat(read.get(1200)).isEqualTo("b\r\nc");
    model.evaluate(SPARK, DataFormat.CSV, input);
    refuses(file(rows + "\"a,1,x\n"), "d.csv line 1304 opens a quote that is never closed");
  }

  @Test
  void textBehindAQuoteIsRefused() {
    refuses(
        file("t,n,label\na,1,x\na,\"2\"3,x\n"),
        "d.csv line 3 has text after the closing quote of cell 2");
    refuses(
        file("t,n,label\n\"a\nb\",1,x\na,\"2\" 3,x\n"),
        "d.csv line 4 has text after the closing quote of cell 2");
    assertThat(values(loaded(file("t,label\n\"a\"b,x\nc,y\n").withoutQuotes().oneHot()), "t"))
        .containsExactly("\"a\"b", "c");
  }

  @Test
  void cellsStandApartByBlanksOfAnyNumber() {
    Data rows = file("a   b\tlabel\n 1  2.5 \t x\n3\t\t4  y  \n").separatedByBlanks();
    assertThat(Tables.rows(rows))
        .containsExactlyInAnyOrder(List.of(0f, 1f, 2.5f), List.of(1f, 3f, 4f));
    refuses(file("a  b label\n1 2 x\n").separator(' '), "set data.separator to blanks");
  }

  @Test
  void anotherSeparatorIsRecognized() {
    refuses(
        file("a;b;label\n1,5;2;x\n"),
        "data.label=label is no column (expected: one of [a;b;label]); set data.separator to \";\","
            + " which makes 3 cells of the first line");
    refuses(
        file("a\tb, or c\tlabel\n1\t2\tx\n").separator(';'),
        "set data.separator to \"\\t\", which makes 3 cells of the first line");
    refuses(
        file("a,b,label\n1,2,x\n").separator('|'), "set data.separator to \",\", which makes 3");
    refuses(file("a b  label\n1 2  x\n"), "set data.separator to blanks, which makes 3 cells");
    refuses(
        csv(Tables.file(folder, "none.csv", "1;2;x\n3;4;y\n")).label("2").withoutHeader(),
        "data.label=2 is no column (expected: one of [0]); set data.separator to \";\", which makes");
    refuses(
        file("a,b\n1,2\n"),
        "data.label=label is no column (expected: one of [a, b]); set data.label");
  }

  @Test
  void fractionsMayFollowACommaInEveryFile() {
    String rows = "a;b;label\n1,5;2;x\n-0,25;3;y\n";
    Data german = file(rows).separator(';').decimal(',');
    assertThat(Tables.rows(german))
        .containsExactlyInAnyOrder(List.of(0f, 1.5f, 2f), List.of(1f, -0.25f, 3f));
    String test = Tables.file(folder, "test.csv", rows + "1.5;2;x\n");
    refuses(german.test(test), "test.csv line 4, column a: \"1.5\" (expected: a number)");
    ReadyModel model = Tables.train(Tables.classes(2), german);
    String input = german.spec().train().get(0);
    assertThat(Tables.column(model.predict(SPARK, DataFormat.CSV, input), "a"))
        .containsExactly("1,5", "-0,25");
  }

  @Test
  void twentyThousandColumnsAreReadEverywhere() throws Exception {
    int count = 21_000;
    String header =
        IntStream.range(0, count).mapToObj(i -> "g" + i).collect(Collectors.joining(","));
    StringBuilder rows = new StringBuilder(header).append(",label\n");
    for (int row = 0; row < 4; row++) {
      int first = row;
      rows.append(
              IntStream.range(0, count)
                  .mapToObj(i -> String.valueOf((i + first) % 3))
                  .collect(Collectors.joining(",")))
          .append(row % 2 == 0 ? ",x\n" : ",y\n");
    }
    Data wide = file(rows.toString());
    Data tested = wide.test(wide.spec().train().get(0));
    assertThat(loaded(tested).width()).isEqualTo(count);
    ReadyModel model = Tables.train(Tables.classes(2), wide);
    String input = wide.spec().train().get(0);
    new Predictor(SPARK, model.trained())
        .writeCsv(List.of(input), DataFormat.CSV, Location.of(folder.resolve("p")));
    assertThat(Rfc4180.rows(folder.resolve("p")))
        .hasSize(4)
        .allSatisfy(row -> assertThat(row).hasSize(count + 4));
    refuses(
        file(rows + "1,2,x\n"),
        "d.csv line 6 has too few or too many cells: 3 (expected: 21001, the columns)");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void partsWithoutRowsMayLieAnywhere(int place) {
    List<String> parts =
        new ArrayList<>(List.of("a,label\n1,x\n2,y\n", "a,label\r\n3,x\n\n", "\n\na,label\n4,y\n"));
    parts.addAll(place, List.of("", "a,label\n", "\ufeff", "\n \n", "\ufeffa,label"));
    String in = "parts" + place;
    for (int i = 0; i < parts.size(); i++) {
      Tables.file(folder.resolve(in), "part-" + i + ".csv", parts.get(i));
    }
    Data rows = csv(folder.resolve(in).toString()).label("label");
    List<List<Float>> expected =
        List.of(List.of(0f, 1f), List.of(1f, 2f), List.of(0f, 3f), List.of(1f, 4f));
    assertThat(Tables.rows(rows)).containsExactlyInAnyOrderElementsOf(expected);
    ReadyModel model = Tables.train(Tables.classes(2), rows);
    assertThat(
            Tables.column(model.predict(SPARK, DataFormat.CSV, folder.resolve(in).toString()), "a"))
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void aFileNamedTwiceIsReadTwice() {
    String rows = Tables.csv(folder, "d.csv", "a,label", "1,x", "2,y");
    Data twice = csv(rows, rows, rows).label("label");
    assertThat(loaded(twice).counts().training()).isEqualTo(6);
    String lines = Tables.csv(folder, "lines.csv", "a,label", "1,\"x\n\"", "2,y");
    assertThat(loaded(csv(lines, lines).label("label")).counts().training()).isEqualTo(4);
  }

  @Test
  void theHeaderIsTheSameInAllFiles() {
    Tables.csv(folder, "all/1.csv", "a,b,label", "1,2,x", "2,3,y");
    Tables.csv(folder, "all/2.csv", "b,a,label", "1,2,x");
    Data rows = csv(folder.resolve("all").toString()).label("label");
    refuses(
        rows,
        "2.csv has the header b, a, label (expected: a, b, label, as in 1.csv); the header must be"
            + " the same in all files");
    Tables.csv(folder, "lines/1.csv", "a,b,label", "1,\"2\n\",x", "2,3,y");
    Tables.csv(folder, "lines/2.csv", "a,c,label", "1,2,x");
    refuses(csv(folder.resolve("lines").toString()).label("label"), "2.csv has the header a, c,");
    ReadyModel model =
        Tables.train(Tables.classes(2), csv(folder.resolve("all/1.csv").toString()).label("label"));
    assertThatThrownBy(
            () -> model.evaluate(SPARK, DataFormat.CSV, folder.resolve("all").toString()))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("2.csv has the header b, a, label");
  }
}
