package weir.driver.config;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Where the rows come from, which column is the label, how they are prepared.
 *
 * @param train paths or globs on any Hadoop file system, resolved against the job file; empty where
 *     the rows are a DataFrame
 * @param test rows for the final evaluation
 * @param validation rows evaluated after every epoch
 * @param table how columns are named; csv, parquet and text only
 * @param image what image files become; images only
 * @param prepare steps of preparation, in order
 * @param series what the order of the rows means
 */
public record DataSpec(
    DataFormat format,
    List<String> train,
    HoldOut test,
    HoldOut validation,
    TableSpec table,
    ImageSpec image,
    List<PrepareSpec> prepare,
    SeriesSpec series)
    implements Serializable {
  public DataSpec {
    train = List.copyOf(train);
    prepare = List.copyOf(prepare);
    boolean frame = format == DataFormat.FRAME;
    Check.require(
        frame || !train.isEmpty(), "data.train", train, "a path, a list of paths or a glob");
    checkFrame(frame, train, test, validation);
    checkColumns(format, table);
    checkRoles(format, table.roles(), series);
    Check.require(
        image.equals(ImageSpec.AS_FOUND) || format == DataFormat.IMAGES,
        "data.image",
        image,
        "nothing beside data.format=" + format.key());
    Check.require(
        format == DataFormat.LIBSVM || !table.dialect().zeroBased(),
        "data.zeroBased",
        true,
        "nothing beside data.format=" + format.key());
    Check.require(
        !format.hasColumns() || !table.labels().isEmpty(),
        "data.label",
        "",
        "the column to predict");
    Check.require(
        format != DataFormat.TEXT || TextLabel.of(table) != null,
        "data.label",
        String.join(", ", table.labels()),
        "firstWord, file, folder or next, where data.format is text");
    checkSequence(format, table, prepare);
    checkSeries(series, format, table, test.isNone() && validation.isNone());
    double held = test.fraction() + validation.fraction();
    Check.require(
        held < 1, "data.testFraction + data.validationFraction", held, "< 1, or no row is left");
  }

  private static void checkFrame(
      boolean frame, List<String> train, HoldOut test, HoldOut validation) {
    boolean files = !train.isEmpty() || !test.paths().isEmpty() || !validation.paths().isEmpty();
    Check.require(
        !frame || !files, "data.format", DataFormat.FRAME.key(), "the format of the files");
    Check.require(
        frame || !(test.frame() || validation.frame()),
        "data.frames",
        "a DataFrame",
        "files of format other than frame, as the training rows are");
  }

  private static void checkColumns(DataFormat format, TableSpec table) {
    Check.require(
        table.features().isEmpty() || format.hasColumns(),
        "data.features",
        table.features(),
        "none, as rows of data.format=" + format.key() + " have no columns");
    Check.require(
        table.columns().isEmpty() || format == DataFormat.CSV,
        "data.columns",
        table.columns(),
        "nothing beside data.format=" + format.key());
  }

  private static void checkRoles(DataFormat format, ColumnRoles roles, SeriesSpec series) {
    boolean frame = format == DataFormat.FRAME;
    Check.require(
        roles.weight() == null || format.hasColumns(),
        "data.weight",
        roles.weight(),
        "none, as rows of data.format=" + format.key() + " have no columns");
    Check.require(
        roles.weight() == null || series.window() == null,
        "data.weight",
        roles.weight(),
        "none beside data.window, as a window has many rows");
    Check.require(
        roles.orderBy() == null || frame,
        "data.orderBy",
        roles.orderBy(),
        "none, as the rows of files are in the order of the files");
    Check.require(
        !frame || !series.split().byTime() || roles.orderBy() != null,
        "data.orderBy",
        "",
        "the column that orders the rows of the DataFrame, beside data.split=time and data.window");
  }

  private static void checkSequence(DataFormat format, TableSpec table, List<PrepareSpec> prepare) {
    boolean next = format == DataFormat.TEXT && TextLabel.of(table) == TextLabel.NEXT;
    boolean tokens = prepare.size() == 1 && prepare.get(0) instanceof TextStep.TokenIds;
    Check.require(
        !next || tokens,
        "data.prepare",
        prepare.stream().map(step -> step.kind().key()).toList(),
        "characters or words alone, beside data.label=" + TextLabel.NEXT.key());
  }

  /**
   * The tokens that are foretold, each from those before it; null where rows are no parts of a
   * sequence.
   */
  public TextStep.TokenIds sequence() {
    boolean next = format == DataFormat.TEXT && TextLabel.of(table) == TextLabel.NEXT;
    return next ? (TextStep.TokenIds) prepare.get(0) : null;
  }

  private static void checkSeries(
      SeriesSpec series, DataFormat format, TableSpec table, boolean nothingHeld) {
    Check.require(
        series.window() != null || Collections.disjoint(table.labels(), table.features()),
        "data.features",
        table.features(),
        "columns other than the label " + String.join(", ", table.labels()));
    Check.require(
        series.window() == null || format.hasColumns(),
        "data.window",
        series.window(),
        "none, as only csv and parquet rows are a series");
    Check.require(
        series.split().rows().isEmpty() || nothingHeld,
        "data.split.time.rows",
        series.split().rows(),
        "no test and validation files or fractions beside it");
  }

  /** With these kinds of columns told as well. */
  public DataSpec withTypes(Map<String, ColumnKind> types) {
    TableSpec told = table.withMeaning(table.meaning().withTypes(types));
    return new DataSpec(format, train, test, validation, told, image, prepare, series);
  }

  /** True when rows are evaluated after every epoch. */
  public boolean hasValidation() {
    List<Integer> rows = series.split().rows();
    return !validation.isNone() || (!rows.isEmpty() && rows.get(1) > 0);
  }
}
