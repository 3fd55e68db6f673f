package weir.driver.data.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowBytesTest {
  private static final RawSchema SCHEMA =
      new RawSchema(
          List.of(
              RawColumn.scalar("text", RawKind.TEXT),
              RawColumn.scalar("gap", RawKind.TEXT),
              new RawColumn("vector", RawKind.VECTOR, 2),
              new RawColumn("pixels", RawKind.BYTES, 3),
              new RawColumn("sparse", RawKind.SPARSE, 0),
              RawColumn.scalar("exact", RawKind.NUMBER),
              RawColumn.scalar("stray", RawKind.NUMBER),
              RawColumn.scalar("none", RawKind.NUMBER),
              RawColumn.scalar("label", RawKind.NUMBER)),
          1);

  private static RowWriter writer(double label) {
    RowWriter writer = new RowWriter();
    writer.begin();
    writer.text("12.5");
    writer.text(null);
    writer.number(0.1);
    writer.number(Double.NaN);
    writer.bytes(new byte[] {9, (byte) 255, 0, 7}, 1, 3);
    writer.count(2);
    writer.index(3);
    writer.index(70_000);
    writer.single(0.5f);
    writer.single(-2);
    writer.exact("1234567890123456781");
    writer.stray(new byte[] {'-', 'o', 'l', 'd'}, 1, 3);
    writer.number(Double.NaN);
    writer.number(label);
    return writer;
  }

  @Test
  void readsBackWhatWasWritten() {
    RowReader row = new RowReader(SCHEMA).read(writer(-0.0).finish(1, 77));
    assertThat(RowBytes.set(row.bytes())).isEqualTo(1);
    assertThat(RowBytes.hash(row.bytes())).isEqualTo(77);
    assertThat(row.text(0)).isEqualTo("12.5");
    assertThat(row.missing(1)).isTrue();
    assertThat(row.element(2, 0)).isEqualTo(0.1);
    assertThat(row.element(2, 1)).isNaN();
    assertThat(row.bytes()[row.start(3)]).isEqualTo((byte) 255);
    assertThat(row.entries(4)).isEqualTo(2);
    assertThat(row.entryIndex(1)).isEqualTo(70_000);
    assertThat(row.entryValue(1, 2)).isEqualTo(-2f);
    assertThat(row.text(5)).isEqualTo("1234567890123456781");
    assertThat(row.number(5)).isEqualTo(1.2345678901234568e18);
    assertThat(row.missing(5) || row.stray(5)).isFalse();
    assertThat(row.text(6)).isEqualTo("old");
    assertThat(row.number(6)).isNaN();
    assertThat(row.stray(6)).isTrue();
    assertThat(row.missing(6)).isFalse();
    assertThat(row.missing(7)).isTrue();
    assertThat(row.text(7)).isNull();
    assertThat(row.number(8)).isEqualTo(0.0);
    assertThat(row.text(8)).isEqualTo("0");
  }

  @Test
  void hashesByKeyAndContent() {
    assertThat(writer(1).hash(5)).isEqualTo(writer(1).hash(5)).isNotEqualTo(writer(1).hash(6));
    assertThat(writer(1).hash(5)).isNotEqualTo(writer(2).hash(5));
    assertThat(writer(0.0).hash(5)).isEqualTo(writer(-0.0).hash(5));
  }

  @Test
  void sortsByTheBytesOfItsPlace() {
    byte[] early = writer(9).finish(0, 0);
    byte[] late = writer(1).finish(0, 0);
    RowBytes.place(early, 0, 3, 255);
    RowBytes.place(late, 0, 3, 256);
    assertThat(Arrays.compareUnsigned(early, late)).isNegative();
    assertThat(RowBytes.virtualWorker(late)).isEqualTo(3);
    assertThat(RowBytes.leafRow(late)).isEqualTo(256);
  }
}
