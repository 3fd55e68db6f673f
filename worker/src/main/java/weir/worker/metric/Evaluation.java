package weir.worker.metric;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the rows of a data set say about a model. Immutable.
 *
 * @param rows how many there were
 * @param loss weighted mean loss without penalties; NaN without rows
 * @param metrics by the names of report.json: {@code accuracy}, {@code f1Macro}, {@code rocAuc},
 *     {@code prAuc}, {@code logLoss}, {@code top3}, {@code rmse}, {@code mae}, {@code r2}, …;
 *     fractions run 0..1; a value that cannot be told is NaN
 * @param reasons why a metric is not finite, by its name, {@code loss} among them
 * @param confusion rows per [true class][predicted class]; empty for regression, and with more than
 *     {@link #MOST_IN_TABLE} classes
 * @param confused with more classes: the pairs that are confused most, the most frequent first;
 *     empty where too many different pairs occur ({@link PairCounts#MOST})
 * @param classes the table per class; empty for regression; with more than {@link #MOST_IN_TABLE}
 *     classes, of those that occur or were predicted
 * @param columns the table per predicted column; empty unless for regression
 */
public record Evaluation(
    long rows,
    double loss,
    Map<String, Double> metrics,
    Map<String, String> reasons,
    List<List<Long>> confusion,
    List<Confused> confused,
    List<ClassScores> classes,
    List<ColumnScores> columns)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Of more classes nobody reads a table of all with all. */
  public static final int MOST_IN_TABLE = 512;

  static final String NO_ROWS = "no rows";
  static final String CONSTANT = "all labels are equal";
  static final String NOT_A_NUMBER = "an output is not a number";

  private static final int MOST_CONFUSED = 1000;

  /** Rows of one class that were predicted as another. */
  public record Confused(int truth, int predicted, long rows) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * One line of the table per class.
   *
   * @param index the class
   * @param support rows that are of this class
   */
  public record ClassScores(int index, long support, double precision, double recall, double f1)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** One line of the table per column. */
  public record ColumnScores(double mse, double mae, double r2) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  public Evaluation {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    confusion = List.copyOf(confusion);
    confused = List.copyOf(confused);
    classes = List.copyOf(classes);
    columns = List.copyOf(columns);
  }

  /** The same with other metrics and their reasons, and other columns that they follow from. */
  public Evaluation with(
      Map<String, Double> otherMetrics,
      Map<String, String> otherReasons,
      List<ColumnScores> otherColumns) {
    return new Evaluation(
        rows, loss, otherMetrics, otherReasons, confusion, confused, classes, otherColumns);
  }

  /** Collects what the partials report. */
  static final class Builder {
    private final long rows;
    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private final List<List<Long>> confusion = new ArrayList<>();
    private final List<Confused> confused = new ArrayList<>();
    private final List<ClassScores> classes = new ArrayList<>();
    private final List<ColumnScores> columns = new ArrayList<>();
    private String prefix = "";

    Builder(long rows) {
      this.rows = rows;
    }

    /** Names of what follows begin so: empty for the first output. */
    void prefix(String text) {
      prefix = text;
    }

    /** A metric that is a number where there are rows and all outputs are numbers. */
    void value(String name, double value) {
      value(name, value, NOT_A_NUMBER);
    }

    /** A metric that cannot be told of all rows. */
    void value(String name, double value, String reasonIfNaN) {
      metrics.put(prefix + name, value);
      explain(prefix + name, value, reasonIfNaN);
    }

    private void explain(String name, double value, String reasonIfNaN) {
      if (Double.isNaN(value)) {
        reasons.put(name, rows == 0 ? NO_ROWS : reasonIfNaN);
      } else if (Double.isInfinite(value)) {
        reasons.put(name, "the value is " + value);
      }
    }

    void confusion(ConfusionMatrix matrix) {
      value("accuracy", matrix.accuracy());
      average("Macro", matrix.macro());
      average("Micro", matrix.micro());
      average("Weighted", matrix.weighted());
      if (prefix.isEmpty()) {
        classes(matrix);
        if (matrix.classes() <= MOST_IN_TABLE) {
          table(matrix);
        } else {
          confused(matrix);
        }
      }
    }

    private void average(String kind, ConfusionMatrix.Scores scores) {
      value("precision" + kind, scores.precision());
      value("recall" + kind, scores.recall());
      value("f1" + kind, scores.f1());
    }

    private void classes(ConfusionMatrix matrix) {
      boolean all = matrix.classes() <= MOST_IN_TABLE;
      for (int index = 0; index < matrix.classes(); index++) {
        if (all || matrix.support(index) + matrix.predicted(index) > 0) {
          ConfusionMatrix.Scores scores = matrix.ofClass(index);
          classes.add(
              new ClassScores(
                  index, matrix.support(index), scores.precision(), scores.recall(), scores.f1()));
        }
      }
    }

    private void table(ConfusionMatrix matrix) {
      for (int truth = 0; truth < matrix.classes(); truth++) {
        List<Long> counts = new ArrayList<>();
        for (int predicted = 0; predicted < matrix.classes(); predicted++) {
          counts.add(matrix.count(truth, predicted));
        }
        confusion.add(List.copyOf(counts));
      }
    }

    private void confused(ConfusionMatrix matrix) {
      List<Confused> wrong = new ArrayList<>();
      for (long pair : matrix.pairs()) {
        int truth = (int) (pair / matrix.classes());
        int predicted = (int) (pair % matrix.classes());
        if (truth != predicted) {
          wrong.add(new Confused(truth, predicted, matrix.count(truth, predicted)));
        }
      }
      wrong.sort(Comparator.comparingLong(Confused::rows).reversed());
      confused.addAll(wrong.subList(0, Math.min(MOST_CONFUSED, wrong.size())));
    }

    void column(ColumnScores scores) {
      if (prefix.isEmpty()) {
        columns.add(scores);
      }
    }

    void ranking(ScoreCounts scores) {
      value("rocAuc", scores.rocAuc(), scores.whyNot());
      value("prAuc", scores.averagePrecision(), scores.whyNot());
    }

    Evaluation build(double loss, String reasonIfNaN) {
      explain("loss", loss, reasonIfNaN);
      return new Evaluation(rows, loss, metrics, reasons, confusion, confused, classes, columns);
    }
  }
}
