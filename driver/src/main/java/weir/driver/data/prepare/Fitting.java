package weir.driver.data.prepare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import weir.driver.UserInputException;
import weir.driver.config.ColumnKind;
import weir.driver.config.PrepareSpec;
import weir.driver.config.TextStep;
import weir.driver.data.fit.BytesStatistics;
import weir.driver.data.fit.FitPlan;
import weir.driver.data.fit.Moments;
import weir.driver.data.fit.RowStatistics;
import weir.driver.data.fit.ScalarStatistics;
import weir.driver.data.fit.SparseStatistics;
import weir.driver.data.fit.TextStatistics;
import weir.driver.data.fit.VectorStatistics;
import weir.driver.data.prepare.FittedColumn.BytesColumn;
import weir.driver.data.prepare.FittedColumn.CategoryColumn;
import weir.driver.data.prepare.FittedColumn.HashedColumn;
import weir.driver.data.prepare.FittedColumn.IdsColumn;
import weir.driver.data.prepare.FittedColumn.NumberColumn;
import weir.driver.data.prepare.FittedColumn.SparseColumn;
import weir.driver.data.prepare.FittedColumn.VectorColumn;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.text.Vocabulary;

/** Turns statistics of the training rows into fitted feature columns. */
public final class Fitting {
  private final FitPlan plan;
  private final RowStatistics statistics;
  private final Map<String, Double> medians;
  private final int givenWidth;

  /**
   * @param medians of the columns that {@link #wantsMedian} names
   * @param givenWidth columns of sparse rows; 0: the largest index decides
   */
  public Fitting(
      FitPlan plan, RowStatistics statistics, Map<String, Double> medians, int givenWidth) {
    this.plan = plan;
    this.statistics = statistics;
    this.medians = Map.copyOf(medians);
    this.givenWidth = givenWidth;
  }

  /** True when a missing value of a column of numbers becomes the median. */
  public static boolean wantsMedian(FitPlan plan, RawColumn column) {
    PrepareSpec.Impute impute = plan.impute(column.name());
    return column.kind() == RawKind.NUMBER
        && !plan.isOneHot(column)
        && impute != null
        && impute.strategy() == PrepareSpec.Strategy.MEDIAN;
  }

  /** All feature columns. */
  public List<FittedColumn> columns() {
    List<FittedColumn> fitted = new ArrayList<>();
    List<RawColumn> features = plan.schema().features();
    for (int i = 0; i < features.size(); i++) {
      fitted.add(column(features.get(i), i));
    }
    return fitted;
  }

  private FittedColumn column(RawColumn column, int index) {
    TextStep text = plan.textStep(column);
    if (text != null) {
      return text(column.name(), text, (TextStatistics) statistics.column(index));
    }
    return switch (column.kind()) {
      case NUMBER, TEXT -> scalar(column, statistics.scalar(index));
      case VECTOR -> vector(column, (VectorStatistics) statistics.column(index));
      case BYTES -> bytes(column, (BytesStatistics) statistics.column(index));
      case SPARSE -> sparse(column, (SparseStatistics) statistics.column(index));
    };
  }

  private static FittedColumn text(String name, TextStep step, TextStatistics known) {
    if (step instanceof TextStep.TokenIds ids) {
      if (known.counts() == null) {
        throw new UserInputException(
            "column "
                + name
                + " has more than "
                + TextStatistics.MAX_TOKENS
                + " different tokens (expected: fewer for a vocabulary); set data.prepare to hash");
      }
      List<String> vocabulary = Vocabulary.mostFrequent(known.counts(), ids.vocabulary());
      return new IdsColumn(name, ids.tokenizer(), ids.length(), vocabulary);
    }
    return new HashedColumn(name, step.tokenizer(), ((TextStep.Hashing) step).hash());
  }

  private FittedColumn scalar(RawColumn column, ScalarStatistics known) {
    String name = column.name();
    if (!plan.isOneHot(column)) {
      return number(name, known);
    }
    Map<String, Long> values = known.values();
    if (values == null) {
      throw new UserInputException(
          "column "
              + name
              + " has more than "
              + ScalarStatistics.MAX_VALUES
              + " different values (expected: fewer for oneHot); leave it out with data.features");
    }
    boolean numbers = column.kind() == RawKind.NUMBER;
    Comparator<String> order = numbers ? LabelOrder.COMPARATOR : Comparator.naturalOrder();
    List<String> vocabulary = values.keySet().stream().sorted(order).toList();
    String fill = plan.impute(name) == null ? null : mostFrequent(values);
    return new CategoryColumn(
        name, numbers ? ColumnKind.NUMBER : ColumnKind.TEXT, fill, vocabulary);
  }

  private static String mostFrequent(Map<String, Long> values) {
    String best = null;
    for (Map.Entry<String, Long> entry : values.entrySet()) {
      long more = best == null ? 1 : Long.compare(entry.getValue(), values.get(best));
      if (more > 0 || (more == 0 && LabelOrder.compare(entry.getKey(), best) < 0)) {
        best = entry.getKey();
      }
    }
    return best;
  }

  private NumberColumn number(String name, ScalarStatistics known) {
    Moments moments = known.moments();
    PrepareSpec.Impute impute = plan.impute(name);
    Double fill = null;
    if (impute != null) {
      fill =
          switch (impute.strategy()) {
            case MEAN -> moments.mean();
            case MEDIAN -> medians.getOrDefault(name, moments.mean());
            case MOST_FREQUENT -> frequent(name, known);
          };
    }
    Affine affine = Affine.IDENTITY;
    for (PrepareSpec step : plan.steps()) {
      if (FitPlan.touches(step, name)) {
        moments = step == impute ? moments.merge(Moments.of(known.missing(), fill)) : moments;
        affine = Affine.of(step, moments, affine, name);
      }
    }
    return new NumberColumn(name, fill, affine.shift(), affine.divisor());
  }

  private static double frequent(String name, ScalarStatistics known) {
    if (known.values() == null) {
      throw new UserInputException(
          "column "
              + name
              + " has more than "
              + ScalarStatistics.MAX_VALUES
              + " different numbers (expected: fewer for the most frequent one); set"
              + " impute to mean or median");
    }
    String best = mostFrequent(known.values());
    return best == null ? 0 : Double.parseDouble(best);
  }

  private VectorColumn vector(RawColumn column, VectorStatistics known) {
    int width = column.width();
    PrepareSpec.Impute impute = plan.impute(column.name());
    if (impute != null && impute.strategy() != PrepareSpec.Strategy.MEAN) {
      throw new UserInputException(
          "impute="
              + impute.strategy()
              + " for the vectors of column "
              + column.name()
              + " (expected: mean); set data.prepare");
    }
    double[] fill = impute == null ? null : new double[width];
    double[] shift = new double[width];
    double[] divisor = new double[width];
    boolean moved = false;
    for (int i = 0; i < width; i++) {
      Moments moments = known.moments(i);
      Affine affine = Affine.IDENTITY;
      for (PrepareSpec step : plan.steps()) {
        if (FitPlan.touches(step, column.name())) {
          if (step == impute) {
            fill[i] = moments.mean();
            moments = moments.merge(Moments.of(known.missing(i), fill[i]));
          }
          affine = Affine.of(step, moments, affine, column.name());
        }
      }
      shift[i] = affine.shift();
      divisor[i] = affine.divisor();
      moved |= affine != Affine.IDENTITY;
    }
    return new VectorColumn(
        column.name(), width, fill, moved ? shift : null, moved ? divisor : null);
  }

  private BytesColumn bytes(RawColumn column, BytesStatistics known) {
    Moments all = new Moments(1, known.mean(), known.deviation() * known.deviation(), 0, 255);
    Affine affine = Affine.IDENTITY;
    for (PrepareSpec step : plan.steps()) {
      if (FitPlan.touches(step, column.name())) {
        affine = Affine.of(step, all, affine, column.name());
      }
    }
    return new BytesColumn(column.name(), column.width(), affine.shift(), affine.divisor());
  }

  private SparseColumn sparse(RawColumn column, SparseStatistics known) {
    int least = Math.max(column.width(), known.width());
    int width = givenWidth > 0 ? givenWidth : Math.max(1, least);
    double[] divisor = null;
    for (PrepareSpec step : plan.steps()) {
      boolean moves =
          step.kind() == PrepareSpec.Kind.SCALE || step.kind() == PrepareSpec.Kind.STANDARDIZE;
      if (moves && FitPlan.touches(step, column.name())) {
        divisor = new double[width];
        for (int i = 0; i < width; i++) {
          divisor[i] = Affine.keepingZero(step, known.moments(i), i).divisor();
        }
      }
    }
    return new SparseColumn(column.name(), width, divisor);
  }
}
