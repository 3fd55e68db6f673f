package weir.driver.data;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import weir.driver.UserInputException;
import weir.driver.config.ColumnKind;
import weir.driver.config.PrepareSpec;
import weir.driver.data.fit.FitPlan;
import weir.driver.data.fit.ScalarStatistics;
import weir.driver.data.rank.Survey;
import weir.driver.data.row.Numbers;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.source.RowSource;

/**
 * Proves the kinds of columns that were guessed from the first rows by all rows of the training
 * files, whatever set they are in: a column is one of numbers when it holds nothing else.
 */
final class GuessedKinds {
  /** A text among so many numbers is asked about: it may well be a slip. */
  private static final int MANY = 10;

  private final RowSource training;
  private final FitPlan plan;
  private final Survey survey;
  private final Set<RowSet> cut;

  /**
   * @param cut the sets whose rows lie in the training files
   */
  GuessedKinds(RowSource training, FitPlan plan, Survey survey, Set<RowSet> cut) {
    this.training = training;
    this.plan = plan;
    this.survey = survey;
    this.cut = cut;
  }

  /**
   * The columns that hold texts although numbers were guessed.
   *
   * @throws UserInputException when nearly all values are numbers and nobody says what the column
   *     is, or when the other values are infinite
   */
  Map<String, ColumnKind> mistaken() {
    Map<String, ColumnKind> texts = new TreeMap<>();
    Set<String> guessed = training.guessedNumbers();
    for (int i = 0; i < plan.schema().columns().size(); i++) {
      RawColumn column = plan.schema().columns().get(i);
      if (column.kind() == RawKind.NUMBER && guessed.contains(column.name())) {
        long strays = sum(i, ScalarStatistics::texts);
        if (strays > 0) {
          checkInfinite(column, i);
          checkNearlyNumbers(column, i, strays);
          texts.put(column.name(), ColumnKind.TEXT);
        }
      }
    }
    return texts;
  }

  private interface Count {
    long of(ScalarStatistics known);
  }

  private long sum(int column, Count count) {
    long sum = 0;
    for (RowSet set : cut) {
      var known = survey.statistics()[set.ordinal()];
      sum += known == null ? 0 : count.of(known.scalar(column));
    }
    return sum;
  }

  private void checkInfinite(RawColumn column, int index) {
    boolean endless =
        sum(index, known -> known.values() == null || hasFiniteText(known) ? 1 : 0) == 0;
    if (endless) {
      throw new UserInputException(stray(column, index) + " (expected: a number); repair the row");
    }
  }

  /** Numbers may be counted beside the texts. */
  private static boolean hasFiniteText(ScalarStatistics known) {
    return known.values().keySet().stream()
        .anyMatch(
            value ->
                Numbers.isCode(value)
                    || (Double.isNaN(Numbers.parse(value)) && !Numbers.isInfinite(value)));
  }

  private void checkNearlyNumbers(RawColumn column, int index, long strays) {
    long numbers = sum(index, known -> known.moments().count());
    boolean feature = index < plan.schema().firstLabel();
    if (feature && numbers >= strays && !isForTexts(column, false)) {
      throw new UserInputException(
          stray(column, index)
              + " (expected: a number, as "
              + of(numbers, strays)
              + "); repair the row, add its value to data.missing, or set data.types to {"
              + column.name()
              + ": number} and data.badRows to skip");
    }
    if (numbers >= (MANY - 1) * strays && !isForTexts(column, true)) {
      throw new UserInputException(
          stray(column, index)
              + " among numbers (expected: one kind of values; "
              + of(numbers, strays)
              + "); set data.types to {"
              + column.name()
              + ": text} or {"
              + column.name()
              + ": number}");
    }
  }

  private static String of(long numbers, long strays) {
    return numbers + " of " + (numbers + strays) + " values are";
  }

  /**
   * True where a step makes something of the column's texts.
   *
   * @param named whether it must name the column
   */
  private boolean isForTexts(RawColumn column, boolean named) {
    return plan.steps().stream()
        .filter(step -> isForTexts(step.kind()))
        .anyMatch(
            step -> step.columns().contains(column.name()) || (!named && step.columns().isEmpty()));
  }

  private static boolean isForTexts(PrepareSpec.Kind kind) {
    return switch (kind) {
      case ONE_HOT, WORDS, CHARACTERS, HASH -> true;
      case SCALE, STANDARDIZE, IMPUTE, DROP_DUPLICATES -> false;
    };
  }

  private String stray(RawColumn column, int index) {
    return RowLocator.first(
        training, row -> row.stray(index) ? RowChecks.quoted(row, index) : null, column.name());
  }
}
