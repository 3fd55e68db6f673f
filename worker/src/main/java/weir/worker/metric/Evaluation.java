package weir.worker.metric;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
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
 * @param reasons why a metric is not finite, by its name
 * @param confusion rows per [true class][predicted class]; empty for regression
 * @param classes the table per class; empty for regression
 * @param columns the table per predicted column; empty unless for regression
 */
public record Evaluation(
    long rows,
    double loss,
    Map<String, Double> metrics,
    Map<String, String> reasons,
    List<List<Long>> confusion,
    List<ClassScores> classes,
    List<ColumnScores> columns)
    implements Serializable {
  private static final long serialVersionUID = 1;

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
    classes = List.copyOf(classes);
    columns = List.copyOf(columns);
  }

  /** Collects what the partials report. */
  static final class Builder {
    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private final List<List<Long>> confusion = new ArrayList<>();
    private final List<ClassScores> classes = new ArrayList<>();
    private final List<ColumnScores> columns = new ArrayList<>();
    private String prefix = "";

    /** Names of what follows begin so: empty for the first output. */
    void prefix(String text) {
      prefix = text;
    }

    void value(String name, double value, String reasonIfNot) {
      metrics.put(prefix + name, value);
      if (!Double.isFinite(value)) {
        reasons.put(prefix + name, reasonIfNot);
      }
    }

    void confusion(ConfusionMatrix matrix) {
      value("accuracy", matrix.accuracy(), "no rows");
      average("Macro", matrix.macro());
      average("Micro", matrix.micro());
      average("Weighted", matrix.weighted());
      if (prefix.isEmpty()) {
        table(matrix);
      }
    }

    private void average(String kind, ConfusionMatrix.Scores scores) {
      value("precision" + kind, scores.precision(), "no rows");
      value("recall" + kind, scores.recall(), "no rows");
      value("f1" + kind, scores.f1(), "no rows");
    }

    private void table(ConfusionMatrix matrix) {
      for (int truth = 0; truth < matrix.classes(); truth++) {
        List<Long> counts = new ArrayList<>();
        for (int predicted = 0; predicted < matrix.classes(); predicted++) {
          counts.add(matrix.count(truth, predicted));
        }
        confusion.add(List.copyOf(counts));
        ConfusionMatrix.Scores scores = matrix.ofClass(truth);
        classes.add(
            new ClassScores(
                truth, matrix.support(truth), scores.precision(), scores.recall(), scores.f1()));
      }
    }

    void column(ColumnScores scores) {
      if (prefix.isEmpty()) {
        columns.add(scores);
      }
    }

    void ranking(ScoreCounts scores) {
      String reason = "only one class occurs, or an output is not a number";
      value("rocAuc", scores.rocAuc(), reason);
      value("prAuc", scores.averagePrecision(), reason);
    }

    Evaluation build(long rows, double loss) {
      return new Evaluation(rows, loss, metrics, reasons, confusion, classes, columns);
    }
  }
}
