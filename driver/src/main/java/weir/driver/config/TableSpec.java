package weir.driver.config;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;

/**
 * The columns of csv and parquet files, and how files of lines are written.
 *
 * @param labels the columns to predict: their names, or their indices from 0 as text when there are
 *     neither header nor {@code columns}; for texts the key of a {@link TextLabel}; empty for
 *     formats without named columns
 * @param features the columns to learn from; empty: all but the labels, whose past only windows
 *     over a series may name here too
 * @param positive the label value that counts as 1, all others as 0; null: labels are as they are
 * @param dialect of csv and text files
 * @param columns names of the columns, in place of those of the header if there is one; empty:
 *     those of the header, else {@code 0, 1, …}
 * @param meaning what the values of columns mean
 * @param roles columns of weights and of order
 */
public record TableSpec(
    List<String> labels,
    List<String> features,
    String positive,
    Dialect dialect,
    List<String> columns,
    MeaningSpec meaning,
    ColumnRoles roles)
    implements Serializable {
  /** A header, commas, no label. */
  public static final TableSpec DEFAULT =
      new TableSpec(
          List.of(),
          List.of(),
          null,
          Dialect.DEFAULT,
          List.of(),
          MeaningSpec.DEFAULT,
          ColumnRoles.NONE);

  /** With these columns to predict. */
  public TableSpec withLabels(List<String> names) {
    return new TableSpec(names, features, positive, dialect, columns, meaning, roles);
  }

  /** With these columns to learn from. */
  public TableSpec withFeatures(List<String> names) {
    return new TableSpec(labels, names, positive, dialect, columns, meaning, roles);
  }

  /** With this label value counted as 1, all others as 0. */
  public TableSpec withPositive(String value) {
    return new TableSpec(labels, features, value, dialect, columns, meaning, roles);
  }

  /** With lines written in this way. */
  public TableSpec withDialect(Dialect other) {
    return new TableSpec(labels, features, positive, other, columns, meaning, roles);
  }

  /** With these names of the columns, in place of those of the header. */
  public TableSpec withNames(List<String> names) {
    return new TableSpec(labels, features, positive, dialect, names, meaning, roles);
  }

  /** With columns that mean this. */
  public TableSpec withMeaning(MeaningSpec other) {
    return new TableSpec(labels, features, positive, dialect, columns, other, roles);
  }

  /** Without a header, and with these names of the columns instead. */
  public TableSpec withColumns(List<String> names) {
    TableSpec named = withDialect(dialect.withHeader(false));
    return named.withNames(names);
  }

  /** With these columns of weights and of order. */
  public TableSpec withRoles(ColumnRoles other) {
    return new TableSpec(labels, features, positive, dialect, columns, meaning, other);
  }

  public TableSpec {
    labels = List.copyOf(labels);
    features = List.copyOf(features);
    columns = List.copyOf(columns);
    Check.require(
        new HashSet<>(labels).size() == labels.size(), "data.label", labels, "different columns");
    Check.require(
        new HashSet<>(features).size() == features.size(),
        "data.features",
        features,
        "different columns");
    Check.require(
        positive == null || labels.size() <= 1, "data.positive", positive, "one label beside it");
    Check.require(
        roles.weight() == null || !labels.contains(roles.weight()),
        "data.weight",
        roles.weight(),
        "a column that is no label");
    Check.require(
        new HashSet<>(columns).size() == columns.size(),
        "data.columns",
        columns,
        "different names");
  }
}
