package weir.driver.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import weir.driver.config.BadRows;
import weir.driver.config.ColumnKind;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.Dialect;
import weir.driver.config.HoldOut;
import weir.driver.config.ImageSpec;
import weir.driver.config.MeaningSpec;
import weir.driver.config.MissingSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.config.SeriesSpec;
import weir.driver.config.SlidingWindow;
import weir.driver.config.SplitSpec;
import weir.driver.config.TableSpec;
import weir.driver.config.TextLabel;
import weir.driver.config.Unlabelled;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;

/**
 * Rows to train on; made by {@link DataFormats}. Paths and globs are on any Hadoop file system,
 * resolved against the working directory. Steps of preparation are fitted on the training rows and
 * applied in the order in which they are said. Immutable: each method returns another.
 */
public final class Data {
  private final DataFormat format;
  private final List<String> train;
  private final Held held;
  private final Reading reading;
  private final List<PrepareSpec> steps;

  /** Rows held out, and what the order of rows means. */
  private record Held(HoldOut test, HoldOut validation, SeriesSpec series) {
    Held withTest(HoldOut rows) {
      return new Held(rows, validation, series);
    }

    Held withValidation(HoldOut rows) {
      return new Held(test, rows, series);
    }
  }

  private record Reading(TableSpec table, ImageSpec image) {}

  private Data(
      DataFormat format, List<String> train, Held held, Reading reading, List<PrepareSpec> steps) {
    this.format = format;
    this.train = train;
    this.held = held;
    this.reading = reading;
    this.steps = List.copyOf(steps);
  }

  Data(DataFormat format, String... train) {
    this(
        format,
        resolved(train),
        new Held(HoldOut.NONE, HoldOut.NONE, SeriesSpec.NONE),
        new Reading(TableSpec.DEFAULT, ImageSpec.AS_FOUND),
        List.of());
  }

  /** As in a job file, names of other file systems stay as they are. */
  static List<String> resolved(String... paths) {
    Location folder = Location.of("").absolute();
    return Arrays.stream(paths).map(path -> JobFile.resolve(folder, path)).toList();
  }

  /**
   * The record that describes it.
   *
   * @throws weir.driver.UserInputException when something is missing, or does not fit together
   */
  public DataSpec spec() {
    return new DataSpec(
        format,
        train,
        held.test(),
        held.validation(),
        reading.table(),
        reading.image(),
        steps,
        held.series());
  }

  /** Rows for the final evaluation. */
  public Data test(String... paths) {
    return held(held.withTest(HoldOut.of(resolved(paths))));
  }

  /** A fraction of the training files' rows for the final evaluation. */
  public Data testFraction(double fraction) {
    return held(held.withTest(HoldOut.of(fraction)));
  }

  /** Rows evaluated after every epoch. */
  public Data validation(String... paths) {
    return held(held.withValidation(HoldOut.of(resolved(paths))));
  }

  /** A fraction of the training files' rows, evaluated after every epoch. */
  public Data validationFraction(double fraction) {
    return held(held.withValidation(HoldOut.of(fraction)));
  }

  /** The columns to predict; without a header and {@link #columns} their indices from 0. */
  public Data label(String... columns) {
    return table(table().withLabels(List.of(columns)));
  }

  /** Where the label of a text stands. */
  public Data label(TextLabel place) {
    return label(place.key());
  }

  /** The columns to learn from; all but the labels when left out. */
  public Data features(String... columns) {
    return table(table().withFeatures(List.of(columns)));
  }

  /** How much each row counts in the loss, &gt;= 0; a row that counts 0 is left out. */
  public Data weight(String column) {
    return table(table().withRoles(table().roles().withWeight(column)));
  }

  Data orderBy(String column) {
    return table(table().withRoles(table().roles().withOrderBy(column)));
  }

  Data testFrame() {
    return held(held.withTest(HoldOut.FRAME));
  }

  Data validationFrame() {
    return held(held.withValidation(HoldOut.FRAME));
  }

  /** The label value that counts as 1, all others as 0. */
  public Data positive(String label) {
    return table(table().withPositive(label));
  }

  /** The csv files have no header. */
  public Data withoutHeader() {
    return dialect(table().dialect().withHeader(false));
  }

  /** The csv files have no header; these are the names of their columns. */
  public Data columns(String... names) {
    return table(table().withColumns(List.of(names)));
  }

  /** The csv files have a header; these are the names of their columns all the same. */
  public Data renamed(String... names) {
    return table(table().withNames(List.of(names)));
  }

  /** Any number of blanks and tabs stands between the cells of a csv line. */
  public Data separatedByBlanks() {
    return separator(Dialect.BLANKS);
  }

  /** What parts the fraction of a number from its whole in csv cells: a point or a comma. */
  public Data decimal(char character) {
    return dialect(table().dialect().withDecimal(character));
  }

  /** Columns that hold numbers, whatever their values look like. */
  public Data numbers(String... columns) {
    return types(ColumnKind.NUMBER, columns);
  }

  /** Columns that hold texts, whatever their values look like. */
  public Data texts(String... columns) {
    return types(ColumnKind.TEXT, columns);
  }

  private Data types(ColumnKind kind, String... columns) {
    Map<String, ColumnKind> types =
        Arrays.stream(columns).collect(Collectors.toMap(name -> name, name -> kind));
    return meaning(table().meaning().withTypes(types));
  }

  /** Words that stand for a missing value, in columns of any kind, in place of the usual ones. */
  public Data missing(String... words) {
    return meaning(table().meaning().withMissing(MissingSpec.of(List.of(words))));
  }

  /** Rows without a label are left out. */
  public Data dropUnlabelled() {
    return meaning(table().meaning().withUnlabelled(Unlabelled.DROP));
  }

  /** Rows that cannot be read or prepared are left out. */
  public Data skipBadRows() {
    return meaning(table().meaning().withBadRows(BadRows.SKIP));
  }

  private Data meaning(MeaningSpec other) {
    return table(table().withMeaning(other));
  }

  /** What stands between the cells of a csv line. */
  public Data separator(char character) {
    return dialect(table().dialect().withSeparator(character));
  }

  /** Quotes in csv lines are ordinary characters. */
  public Data withoutQuotes() {
    return dialect(table().dialect().withQuotes(false));
  }

  /** The character set of csv and text files; UTF-8 when left out. */
  public Data charset(String name) {
    return dialect(table().dialect().withCharset(name));
  }

  /** The indices of libsvm files begin at 0; at 1 when left out. */
  public Data zeroBased() {
    return dialect(table().dialect().withZeroBased(true));
  }

  /** Images are resized to this; all must be as large as the first where it is left out. */
  public Data imageSize(int height, int width) {
    return reading(new Reading(table(), reading.image().withSize(height, width)));
  }

  /** Images are converted to this; 1: grey, 3: red, green, blue. */
  public Data imageChannels(int channels) {
    return reading(new Reading(table(), reading.image().withChannels(channels)));
  }

  /** Which way up images are; as they are stored when left out. */
  public Data imageOrientation(ImageSpec.Orientation orientation) {
    return reading(new Reading(table(), reading.image().withOrientation(orientation)));
  }

  private TableSpec table() {
    return reading.table();
  }

  /** Numbers into 0..1; all number columns when none is named. */
  public Data scale(String... columns) {
    return step(new PrepareSpec.Scale(List.of(columns)));
  }

  /** Numbers to mean 0 and deviation 1; all number columns when none is named. */
  public Data standardize(String... columns) {
    return step(new PrepareSpec.Standardize(List.of(columns)));
  }

  /** Texts to 0/1 columns; all text columns when none is named. */
  public Data oneHot(String... columns) {
    return step(new PrepareSpec.OneHot(List.of(columns)));
  }

  /** Missing values become the mean, missing texts the most frequent one; in all columns. */
  public Data impute() {
    return impute(PrepareSpec.Impute.DEFAULT_STRATEGY);
  }

  /** Missing values become what {@code strategy} says; in all columns when none is named. */
  public Data impute(PrepareSpec.Strategy strategy, String... columns) {
    return step(new PrepareSpec.Impute(strategy, List.of(columns)));
  }

  /** Texts become the ids of their words or characters. */
  public Data tokens(TokenStep tokens) {
    return step(tokens.spec());
  }

  /** Texts become sparse rows of hashed features. */
  public Data hash(HashStep hash) {
    return step(hash.spec());
  }

  /** Of equal training rows only the first in rank is kept. */
  public Data dropDuplicates() {
    return step(new PrepareSpec.DropDuplicates());
  }

  /** Rows are held out one by one: equal ones may be on both sides, shares are exact. */
  public Data splitRandom() {
    return split(SplitSpec.RANDOM);
  }

  /** Rows are held out one by one, of each class its share. */
  public Data splitStratified() {
    return split(SplitSpec.STRATIFIED);
  }

  /** Rows are held out by their place in the files: the last ones are the test. */
  public Data splitByTime() {
    return split(SplitSpec.TIME);
  }

  /** The files' rows in order are so many of training, validation and test; the rest is left. */
  public Data splitByTime(int training, int validation, int test) {
    return split(SplitSpec.time(training, validation, test));
  }

  private Data split(SplitSpec split) {
    var series = new SeriesSpec(split, held.series().window());
    return held(new Held(held.test(), held.validation(), series));
  }

  /** Windows over the rows in the order of the files, split by time. */
  public Data window(SlidingWindow window) {
    SplitSpec split = held.series().split().byTime() ? held.series().split() : SplitSpec.TIME;
    return held(new Held(held.test(), held.validation(), new SeriesSpec(split, window)));
  }

  private Data held(Held other) {
    return new Data(format, train, other, reading, steps);
  }

  private Data dialect(Dialect other) {
    return table(table().withDialect(other));
  }

  private Data table(TableSpec other) {
    return reading(new Reading(other, reading.image()));
  }

  private Data reading(Reading other) {
    return new Data(format, train, held, other, steps);
  }

  private Data step(PrepareSpec step) {
    List<PrepareSpec> all = new ArrayList<>(steps);
    all.add(step);
    return new Data(format, train, held, reading, all);
  }
}
