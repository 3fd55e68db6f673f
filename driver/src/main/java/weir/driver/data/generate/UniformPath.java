package weir.driver.data.generate;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.tensor.RandomStream;
import weir.tensor.Shape;

/**
 * {@code uniform:ROWS?features=FEATURES&seed=SEED&labels=soft|binary}: features uniform in [0, 1),
 * and a label that they say nothing of, uniform in [0, 1) or 0 or 1. There is nothing to learn from
 * such rows but themselves.
 *
 * @param binary labels are 0 or 1
 */
record UniformPath(String text, long rows, int features, long seed, boolean binary)
    implements GeneratedPath {
  private static final long serialVersionUID = 1;

  static final String EXPECTED =
      "uniform:ROWS?features=FEATURES&seed=SEED&labels=soft|binary with ROWS, FEATURES >= 1";

  /** "uniform" in ASCII, so that no other use shares the numbers of a seed. */
  private static final long STREAM = 0x756e69666f726dL;

  private static final Pattern PATH = Pattern.compile("uniform:(\\d{1,10})(?:\\?(.*))?");
  private static final Pattern OPTIONS =
      Pattern.compile(
          "(?:features=(?<features>\\d{1,7})|seed=(?<seed>-?\\d{1,18})|labels=(?<labels>soft|binary))");

  /** Null when {@code path} does not say it. */
  static UniformPath parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return null;
    }
    int features = 784;
    long seed = 1;
    boolean binary = false;
    String options = matcher.group(2);
    for (String option : options == null ? new String[0] : options.split("&", -1)) {
      Matcher known = OPTIONS.matcher(option);
      if (!known.matches()) {
        return null;
      }
      features =
          known.group("features") == null ? features : Integer.parseInt(known.group("features"));
      seed = known.group("seed") == null ? seed : Long.parseLong(known.group("seed"));
      binary = known.group("labels") == null ? binary : known.group("labels").equals("binary");
    }
    long rows = features == 0 ? 0 : Long.parseLong(matcher.group(1));
    return new UniformPath(path, rows, features, seed, binary);
  }

  @Override
  public RawSchema schema() {
    return new RawSchema(
        List.of(
            new RawColumn("features", RawKind.VECTOR, features),
            RawColumn.scalar("label", RawKind.NUMBER)),
        1);
  }

  @Override
  public Shape input() {
    return new Shape(features);
  }

  @Override
  public RowDrawing drawing() {
    return (row, writer) -> {
      RandomStream random = new RandomStream(seed, STREAM, row, 0);
      for (int i = 0; i < features; i++) {
        writer.number(random.uniform(i));
      }
      double label = random.uniformDouble(features);
      writer.number(binary ? Math.rint(label) : label);
    };
  }
}
