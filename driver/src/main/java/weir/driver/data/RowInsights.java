package weir.driver.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import weir.driver.Shown;
import weir.driver.data.fit.Moments;
import weir.driver.data.fit.RowStatistics;
import weir.driver.data.fit.ScalarStatistics;
import weir.driver.data.fit.VectorStatistics;
import weir.driver.data.prepare.FittedColumn;
import weir.driver.data.prepare.FittedColumn.CategoryColumn;
import weir.driver.data.prepare.FittedColumn.NumberColumn;
import weir.driver.data.prepare.FittedColumn.VectorColumn;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.row.Numbers;
import weir.driver.data.row.RawSchema;

/** Looks at the statistics of training rows for what their user may have overlooked. */
final class RowInsights {
  /** One number a value is too much of one column. */
  static final int WIDE = 1000;

  /** Gradients of features whose deviations differ so much need rates that differ as much. */
  static final double UNEVEN = 1000;

  /** A class of fewer rows than this part of all is rare. */
  private static final double RARE = 0.2;

  private final RawSchema schema;
  private final RowStatistics known;
  private final Preparation preparation;

  RowInsights(RawSchema schema, RowStatistics known, Preparation preparation) {
    this.schema = schema;
    this.known = known;
    this.preparation = preparation;
  }

  Insights look() {
    List<String> advice = new ArrayList<>();
    Optional<String> uneven = uneven();
    uneven.ifPresent(advice::add);
    unseen().ifPresent(advice::add);
    constant().ifPresent(advice::add);
    wide().ifPresent(advice::add);
    rare().ifPresent(advice::add);
    // Nobody needs to hear of large features twice.
    return new Insights(advice, uneven.isPresent() ? Map.of() : features(), labels());
  }

  private void numbers(BiConsumer<NumberColumn, Moments> each) {
    for (int i = 0; i < preparation.columns().size(); i++) {
      if (preparation.columns().get(i) instanceof NumberColumn number
          && known.column(i) instanceof ScalarStatistics scalar) {
        each.accept(number, scalar.moments());
      }
    }
  }

  private static boolean isPlain(NumberColumn column) {
    return column.shift() == 0 && column.divisor() == 1;
  }

  private Optional<String> uneven() {
    TreeMap<Double, NumberColumn> deviations = new TreeMap<>();
    numbers(
        (column, moments) -> {
          double deviation = moments.deviation() / column.divisor();
          if (deviation > 0 && Double.isFinite(deviation)) {
            deviations.put(deviation, column);
          }
        });
    if (deviations.isEmpty()) {
      return Optional.empty();
    }
    double least = deviations.firstKey();
    double most = deviations.lastKey();
    NumberColumn small = deviations.firstEntry().getValue();
    NumberColumn large = deviations.lastEntry().getValue();
    if (most / least < UNEVEN || !(isPlain(small) || isPlain(large))) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "deviations of features differ %,.0f times, from %.3g (%s) to %.3g (%s), and no step"
                + " evens them out; add standardize to data.prepare",
            most / least,
            least,
            Shown.text(small.name()),
            most,
            Shown.text(large.name())));
  }

  private Optional<String> unseen() {
    for (int label = 0; label < preparation.targets().size(); label++) {
      FittedTarget target = preparation.targets().get(label);
      int column = schema.firstLabel() + label;
      if (!target.isClass() || target.isNext() || column >= schema.columns().size()) {
        continue;
      }
      Map<String, Long> values = known.scalar(column).values();
      if (values == null) {
        continue;
      }
      boolean[] seen = new boolean[target.classes().size()];
      values.keySet().stream()
          .mapToInt(target::indexOf)
          .filter(index -> index >= 0)
          .forEach(index -> seen[index] = true);
      List<String> missing = new ArrayList<>();
      for (int index = 0; index < seen.length; index++) {
        if (!seen[index]) {
          missing.add(target.classes().get(index));
        }
      }
      if (!missing.isEmpty()) {
        return Optional.of(
            "no training row has label "
                + target.name()
                + "="
                + (missing.size() == 1 ? Shown.text(missing.get(0)) : Shown.names(missing))
                + ", so it cannot be learned; set the units of the last layer, or add rows");
      }
    }
    return Optional.empty();
  }

  /** Precision and recall of the class that nearly all rows have say little of the other one. */
  private Optional<String> rare() {
    int column = schema.firstLabel();
    if (preparation.targets().size() != 1
        || preparation.classes().size() != 2
        || column >= schema.columns().size()
        || known.scalar(column).values() == null) {
      return Optional.empty();
    }
    FittedTarget target = preparation.targets().get(0);
    long[] rows = new long[2];
    known
        .scalar(column)
        .values()
        .forEach((label, count) -> rows[Math.max(0, target.indexOf(label))] += count);
    if (rows[0] == 0 || rows[0] >= RARE * (rows[0] + rows[1])) {
      return Optional.empty();
    }
    String rare = Shown.text(target.classes().get(0));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "label %s is %s in %,d of %,d training rows, but precision, recall, rocAuc and prAuc are"
                + " told of %s; set data.positive to %s to have them of the rare class",
            Shown.text(target.name()),
            rare,
            rows[0],
            rows[0] + rows[1],
            Shown.text(target.classes().get(1)),
            rare));
  }

  private Optional<String> constant() {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    numbers(
        (column, moments) -> {
          boolean filled = column.fill() != null && column.fill() != moments.mean();
          if (moments.count() > 1 && moments.min() == moments.max() && !filled) {
            names.add(column.name());
            values.add(Numbers.text(moments.min()));
          }
        });
    for (FittedColumn column : preparation.columns()) {
      if (column instanceof CategoryColumn category && category.vocabulary().size() == 1) {
        names.add(category.name());
        values.add(Shown.text(category.vocabulary().get(0)));
      }
    }
    if (names.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        names.size() == 1
            ? "column "
                + Shown.text(names.get(0))
                + " is "
                + values.get(0)
                + " in every training row and tells nothing; leave it out of data.features"
            : "columns "
                + Shown.names(names)
                + " have one value each in all training rows and tell nothing; leave them out of"
                + " data.features");
  }

  private Optional<String> wide() {
    return preparation.columns().stream()
        .filter(column -> column instanceof CategoryColumn && column.width() >= WIDE)
        .max((one, other) -> Integer.compare(one.width(), other.width()))
        .map(
            column ->
                String.format(
                    Locale.ROOT,
                    "oneHot makes %,d numbers of column %s, one for each of its values; leave it"
                        + " out of data.features, or put rare values together",
                    column.width(),
                    Shown.text(column.name())));
  }

  private Map<String, Double> features() {
    Map<String, Double> magnitudes = new TreeMap<>();
    numbers(
        (column, moments) -> {
          if (isPlain(column)) {
            magnitudes.put(column.name(), magnitude(moments));
          }
        });
    for (int i = 0; i < preparation.columns().size(); i++) {
      if (preparation.columns().get(i) instanceof VectorColumn vector
          && vector.divisor() == null
          && known.column(i) instanceof VectorStatistics statistics) {
        double most = 0;
        for (int at = 0; at < vector.width(); at++) {
          most = Math.max(most, magnitude(statistics.moments(at)));
        }
        magnitudes.put(vector.name(), most);
      }
    }
    return magnitudes;
  }

  private Map<String, Double> labels() {
    Map<String, Double> magnitudes = new TreeMap<>();
    for (int label = 0; label < preparation.targets().size(); label++) {
      FittedTarget target = preparation.targets().get(label);
      int column = schema.firstLabel() + label;
      if (!target.isClass() && column < schema.columns().size()) {
        magnitudes.put(target.name(), magnitude(known.scalar(column).moments()));
      }
    }
    return magnitudes;
  }

  private static double magnitude(Moments moments) {
    return Math.hypot(moments.mean(), moments.deviation());
  }
}
