package weir.driver.data.source;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;
import weir.driver.config.MissingSpec;
import weir.driver.data.row.Numbers;
import weir.driver.data.row.RowWriter;

/**
 * Writes typed values: what is not finite is refused, what no double holds stays exact. One thread
 * only.
 */
final class FrameValues {
  private final MissingSpec missing;
  private final MissingNumbers numbers;
  private final CellWriter texts;

  FrameValues(MissingSpec missing) {
    this.missing = missing;
    this.numbers = new MissingNumbers(missing.words());
    // Values that have a type need no guesses: words are missing only where the user says so.
    this.texts = new CellWriter(MissingSpec.of(missing.words()), '.');
  }

  /**
   * Writes one number, or what a text holds; null is missing. True when a word for a missing value
   * was there.
   */
  boolean number(FrameColumn column, SpecializedGetters values, int ordinal, Out out) {
    if (values.isNullAt(ordinal)) {
      out.writer().number(Double.NaN);
      return false;
    }
    if (column.element() instanceof StringType) {
      byte[] utf8 = values.getUTF8String(ordinal).getBytes();
      return texts.number(utf8, 0, utf8.length, true, out.writer());
    }
    double value = finite(column, values, ordinal, out);
    String exact = Double.isNaN(value) ? null : exact(column, values, ordinal, value);
    boolean word = isMissing(value, exact);
    if (exact == null || word) {
      out.writer().number(word ? Double.NaN : value);
    } else {
      out.writer().exact(exact);
    }
    return word;
  }

  private boolean isMissing(double value, String exact) {
    return Double.isNaN(value) || numbers.contains(value, exact);
  }

  /** A number of an array or vector; NaN where it stands for a missing one. */
  double known(FrameColumn column, int index, double value, RowCursor row) {
    return isMissing(finite(value, place(column, index), row), null) ? Double.NaN : value;
  }

  /** Refuses what no number of a sparse vector may be: nothing fills in those that are missing. */
  void checkSparse(FrameColumn column, InternalRow vector, RowCursor position) {
    ArrayData stored = vector.getArray(3);
    ArrayData indices = vector.getByte(0) == 0 ? vector.getArray(2) : null;
    for (int i = 0; i < stored.numElements(); i++) {
      int index = indices == null ? i : indices.getInt(i);
      double value = finite(stored.getDouble(i), place(column, index), position);
      if (isMissing(value, null)) {
        throw missing(column, value, " at position " + index, position);
      }
    }
    if (numbers.contains(0, null) && VectorColumn.nonZeros(vector) < column.raw().width()) {
      throw missing(column, 0, "", position);
    }
  }

  private static BadRowException missing(
      FrameColumn column, double value, String where, RowCursor row) {
    return new BadRowException(
        row.position(),
        ", column "
            + column.raw().name()
            + ": the missing value "
            + Numbers.text(value)
            + where
            + " (expected: a number, as wide sparse vectors have none missing); repair the row");
  }

  /** Where a row goes, and where it comes from. */
  record Out(RowWriter writer, RowCursor position) {}

  /** The double next to a number; NaN when missing. */
  private double finite(FrameColumn column, SpecializedGetters values, int ordinal, Out out) {
    return values.isNullAt(ordinal)
        ? Double.NaN
        : finite(column.number(values, ordinal), Place.of(column), out.position());
  }

  /** Where a number stands in a vector or array. */
  private static Place place(FrameColumn column, int index) {
    return new Place(column.raw().name(), index);
  }

  /**
   * Where a number stands.
   *
   * @param index in a vector; −1 where the column holds one number a row
   */
  private record Place(String column, int index) {
    static Place of(FrameColumn column) {
      return new Place(column.raw().name(), -1);
    }
  }

  /** The number, when it is one. */
  private double finite(double value, Place place, RowCursor row) {
    if (Double.isInfinite(value) || (Double.isNaN(value) && !missing.nan())) {
      String advice =
          Double.isNaN(value)
              ? ", or null for a missing one; data.missing: [NaN] takes it for one"
              : "";
      throw new BadRowException(
          row.position(),
          ", column "
              + place.column()
              + ": "
              + value
              + (place.index() < 0 ? "" : " at position " + place.index())
              + " (expected: a number"
              + advice
              + ")");
    }
    return value;
  }

  private static String exact(
      FrameColumn column, SpecializedGetters values, int ordinal, double value) {
    return switch (column.element().typeName()) {
      case "long" -> Numbers.exact(values.getLong(ordinal));
      case "boolean", "byte", "short", "integer", "float", "double" -> null;
      default -> Numbers.exact(column.decimal(values, ordinal), value);
    };
  }

  /**
   * Writes one text, or a number as text; null and an empty text are missing. True when a word for
   * a missing value was there.
   */
  boolean text(FrameColumn column, SpecializedGetters values, int ordinal, Out out) {
    UTF8String text = values.isNullAt(ordinal) ? null : shown(column, values, ordinal, out);
    if (text == null || text.numBytes() == 0) {
      out.writer().missing();
      return text == null && !values.isNullAt(ordinal);
    }
    byte[] utf8 = text.getBytes();
    return texts.text(utf8, 0, utf8.length, out.writer());
  }

  private UTF8String shown(FrameColumn column, SpecializedGetters values, int ordinal, Out out) {
    return switch (column.element().typeName()) {
      case "long" -> text(Long.toString(values.getLong(ordinal)));
      case "boolean" -> text(Boolean.toString(values.getBoolean(ordinal)));
      case "byte", "short", "integer", "float", "double" -> {
        double value = finite(column, values, ordinal, out);
        yield Double.isNaN(value) ? null : text(Numbers.text(value));
      }
      default ->
          column.element() instanceof StringType
              ? values.getUTF8String(ordinal)
              : text(plain(column.decimal(values, ordinal)));
    };
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static UTF8String text(String text) {
    return UTF8String.fromBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
