package weir.driver.data.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import weir.driver.data.row.RowReader;
import weir.driver.data.row.RowWriter;

class UniformPathTest {

  /** Features, then the label, of each row. */
  private static List<List<Double>> rows(String text) {
    UniformPath path = UniformPath.parse(text);
    RowDrawing drawing = path.drawing();
    RowWriter writer = new RowWriter();
    RowReader reader = new RowReader(path.schema());
    List<List<Double>> rows = new ArrayList<>();
    for (long row = 0; row < path.rows(); row++) {
      writer.begin();
      drawing.draw(row, writer);
      reader.read(writer.finish(0, 0));
      List<Double> values = new ArrayList<>();
      for (int i = 0; i < path.features(); i++) {
        values.add(reader.element(0, i));
      }
      values.add(reader.number(1));
      rows.add(values);
    }
    return rows;
  }

  @Test
  void valuesAreUniformAndLabelsAsAsked() {
    List<List<Double>> soft = rows("uniform:2000?features=3");
    assertThat(soft).hasSize(2000).allSatisfy(row -> assertThat(row).hasSize(4));
    for (int column = 0; column < 4; column++) {
      int at = column;
      assertThat(soft).allSatisfy(row -> assertThat(row.get(at)).isBetween(0.0, 1.0));
      assertThat(soft.stream().mapToDouble(row -> row.get(at)).average().orElseThrow())
          .isCloseTo(0.5, within(0.03));
    }
    List<List<Double>> binary = rows("uniform:2000?labels=binary&features=3");
    assertThat(binary.stream().map(row -> row.get(3)).distinct()).containsOnly(0.0, 1.0);
    assertThat(binary.stream().mapToDouble(row -> row.get(3)).sum()).isBetween(900.0, 1100.0);
    assertThat(new HashSet<>(soft)).hasSize(2000);
  }

  @Test
  void aRowDependsOnTheSeedAndItsNumberAlone() {
    assertThat(rows("uniform:20?features=2&seed=4").subList(0, 5))
        .isEqualTo(rows("uniform:5?seed=4&features=2"))
        .isNotEqualTo(rows("uniform:5?seed=5&features=2"));
    assertThat(UniformPath.parse("uniform:7").features()).isEqualTo(784);
  }
}
