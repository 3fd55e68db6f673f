package weir.driver.data.generate;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.tensor.Shape;

/** {@code digits:ROWS?seed=SEED}: handwritten-like digits of 28×28 grey pixels. */
record DigitsPath(String text, long rows, long seed) implements GeneratedPath {
  private static final long serialVersionUID = 1;

  static final String EXPECTED = "digits:ROWS?seed=SEED with ROWS >= 1";

  private static final Pattern PATH =
      Pattern.compile("digits:(\\d{1,10})(?:\\?seed=(-?\\d{1,18}))?");
  private static final int SIDE = DigitDrawing.SIDE;
  private static final RawSchema SCHEMA =
      new RawSchema(
          List.of(
              new RawColumn("pixels", RawKind.BYTES, SIDE * SIDE),
              RawColumn.scalar("label", RawKind.NUMBER)),
          1);

  /** Null when {@code path} does not say it. */
  static DigitsPath parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return null;
    }
    long seed = matcher.group(2) == null ? 1 : Long.parseLong(matcher.group(2));
    return new DigitsPath(path, Long.parseLong(matcher.group(1)), seed);
  }

  @Override
  public RawSchema schema() {
    return SCHEMA;
  }

  @Override
  public Shape input() {
    return new Shape(SIDE, SIDE, 1);
  }

  @Override
  public RowDrawing drawing() {
    DigitDrawing drawing = new DigitDrawing();
    return (row, writer) -> {
      int digit = drawing.draw(seed, row);
      writer.bytes(drawing.pixels(), 0, drawing.pixels().length);
      writer.number(digit);
    };
  }
}
