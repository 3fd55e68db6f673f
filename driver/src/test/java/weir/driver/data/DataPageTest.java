package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.ColumnKind;
import weir.driver.config.DataFormat;
import weir.driver.config.ImageSpec;
import weir.driver.config.MissingSpec;
import weir.driver.config.TableSpec;
import weir.driver.data.prepare.FittedColumn;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.source.RowSource;
import weir.tensor.Shape;

/** The tables of docs/data.md say what the code does. */
class DataPageTest {
  private static final Path PAGE = Path.of(System.getProperty("weir.root"), "docs", "data.md");
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  @TempDir Path folder;

  /** The cells of the table whose header line begins so, row by row. */
  private static List<List<String>> table(String header) throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    int at = 0;
    while (!lines.get(at).startsWith("| " + header)) {
      at++;
    }
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines.subList(at + 2, lines.size())) {
      if (!line.startsWith("|")) {
        break;
      }
      String[] cells = line.split("\\|");
      rows.add(Arrays.asList(cells).subList(1, cells.length));
    }
    assertThat(rows).isNotEmpty();
    return rows;
  }

  private static List<String> codes(String cell) {
    List<String> codes = new ArrayList<>();
    for (Matcher code = CODE.matcher(cell); code.find(); ) {
      codes.add(code.group(1));
    }
    return codes;
  }

  @Test
  void headersNameColumns() throws IOException {
    for (List<String> row : table("first line")) {
      String header = codes(row.get(0)).get(0);
      Path file = Files.writeString(folder.resolve("h.csv"), "\ufeff" + header + "\n1,2\n");
      if (row.get(1).contains("refused")) {
        assertThatThrownBy(() -> names(file))
            .as(header)
            .isInstanceOf(UserInputException.class)
            .hasMessageContaining("data.columns");
      } else {
        assertThat(names(file)).as(header).isEqualTo(codes(row.get(1)));
      }
    }
  }

  private static List<String> names(Path file) {
    InputFiles files =
        new InputFiles(
            DataFormat.CSV, List.of(file.toString()), TableSpec.DEFAULT, ImageSpec.AS_FOUND);
    RowSource source =
        Sources.openAll(
            LocalSpark.session(), files, new Shape(1), new Preparation(List.of(), List.of()));
    return List.of(source.originals().fieldNames());
  }

  @Test
  void columnsOfCellsHaveTheirKind() throws IOException {
    for (List<String> row : table("cells of a column")) {
      List<String> cells = codes(row.get(0));
      List<String> lines = new ArrayList<>(List.of("x,y"));
      cells.forEach(cell -> lines.add(cell + "," + lines.size() % 2));
      Path file = Files.write(folder.resolve("k.csv"), lines);
      DataRequest request =
          Jobs.classes(Jobs.csv(file, Jobs.table("y", true), Jobs.ONE_HOT, Jobs.IMPUTE), 1, 1);
      if (row.get(1).contains("refused")) {
        assertThatThrownBy(() -> Jobs.load(request))
            .as("%s", cells)
            .isInstanceOf(UserInputException.class)
            .hasMessageContainingAll("k.csv line 3", "column x", cells.get(1), "a number");
        continue;
      }
      try (PreparedData data = Jobs.load(request)) {
        FittedColumn column = data.preparation().columns().get(0);
        boolean numbers = row.get(1).trim().startsWith("numbers");
        assertThat(column.kind())
            .as("%s", cells)
            .isEqualTo(numbers ? FittedColumn.Kind.NUMBER : FittedColumn.Kind.CATEGORY);
      }
    }
  }

  @Test
  void wordsAreMissing() throws IOException {
    List<String> numbers = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (List<String> row : table("value | among numbers")) {
      numbers.addAll(row.get(1).trim().equals("missing") ? codes(row.get(0)) : List.of());
      texts.addAll(row.get(2).trim().equals("missing") ? codes(row.get(0)) : List.of());
    }
    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(MissingSpec.DEFAULT.words(ColumnKind.NUMBER));
    assertThat(texts)
        .containsExactlyInAnyOrderElementsOf(MissingSpec.DEFAULT.words(ColumnKind.TEXT));
    List<String> lines = new ArrayList<>(List.of("x,t,y", "1,a,0", ",,1"));
    numbers.forEach(word -> lines.add(word + "," + word + ",1"));
    Path file = Files.write(folder.resolve("m.csv"), lines);
    DataRequest request =
        Jobs.classes(Jobs.csv(file, Jobs.table("y", true), Jobs.IMPUTE, Jobs.ONE_HOT), 1, 1);
    try (PreparedData data = Jobs.load(request)) {
      assertThat(data.notes())
          .containsExactly(
              "words taken for missing values (data.missing): t (1), x (" + numbers.size() + ")");
    }
  }
}
