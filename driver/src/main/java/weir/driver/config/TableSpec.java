package weir.driver.config;

import java.io.Serializable;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/**
 * The columns of csv and parquet files.
 *
 * @param labels the columns to predict: their names, or their indices from 0 as text when there are
 *     neither header nor {@code columns}; empty for formats without named columns
 * @param features the columns to learn from; empty: all but the labels
 * @param positive the label value that counts as 1, all others as 0; null: labels are as they are
 * @param header the first line of every csv file names the columns
 * @param separator between the cells of a csv line
 * @param columns names of the columns where there is no header; empty: {@code 0, 1, …}
 */
public record TableSpec(
    List<String> labels,
    List<String> features,
    String positive,
    boolean header,
    char separator,
    List<String> columns)
    implements Serializable {
  /** A header, commas, no label. */
  public static final TableSpec DEFAULT =
      new TableSpec(List.of(), List.of(), null, true, ',', List.of());

  /** With these columns to predict. */
  public TableSpec withLabels(List<String> names) {
    return new TableSpec(names, features, positive, header, separator, columns);
  }

  /** With these columns to learn from. */
  public TableSpec withFeatures(List<String> names) {
    return new TableSpec(labels, names, positive, header, separator, columns);
  }

  /** With this label value counted as 1, all others as 0. */
  public TableSpec withPositive(String value) {
    return new TableSpec(labels, features, value, header, separator, columns);
  }

  /** With or without a header. */
  public TableSpec withHeader(boolean present) {
    return new TableSpec(labels, features, positive, present, separator, columns);
  }

  /** With this character between the cells. */
  public TableSpec withSeparator(char character) {
    return new TableSpec(labels, features, positive, header, character, columns);
  }

  /** Without a header, and with these names of the columns instead. */
  public TableSpec withColumns(List<String> names) {
    return new TableSpec(labels, features, positive, false, separator, names);
  }

  public TableSpec {
    labels = List.copyOf(labels);
    features = List.copyOf(features);
    columns = List.copyOf(columns);
    Check.require(
        new HashSet<>(labels).size() == labels.size(), "data.label", labels, "different columns");
    Check.require(
        Collections.disjoint(labels, features),
        "data.features",
        features,
        "columns other than the label " + String.join(", ", labels));
    Check.require(
        positive == null || labels.size() <= 1, "data.positive", positive, "one label beside it");
    Check.require(
        columns.isEmpty() || !header, "data.columns", columns, "no columns where header is true");
    Check.require(
        separator != '"' && separator != '\n',
        "data.separator",
        separator,
        "one character that is not a quote or a line break");
  }
}
