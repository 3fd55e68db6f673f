package weir.driver.data.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import weir.driver.Shown;
import weir.driver.UserInputException;
import weir.driver.config.TableSpec;

/** Which columns of a table are read. */
final class TableColumns {
  private TableColumns() {}

  /** The names of the columns of a file without header. */
  static List<String> names(TableSpec table, int count, String file) {
    if (table.columns().isEmpty()) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        names.add(String.valueOf(i));
      }
      return names;
    }
    if (table.columns().size() != count) {
      throw new UserInputException(
          "data.columns names "
              + table.columns().size()
              + " columns (expected: the "
              + count
              + " of "
              + file
              + "); set data.columns");
    }
    return table.columns();
  }

  /**
   * The columns to learn from, in the order in which the user names them, else of the files.
   *
   * @param advice what to set where one is missing, after the key itself
   */
  static List<String> features(TableSpec table, List<String> names, String advice) {
    if (table.features().isEmpty()) {
      return names.stream()
          .filter(name -> !table.labels().contains(name) && !table.roles().contains(name))
          .toList();
    }
    Set<String> unknown = new LinkedHashSet<>(table.features());
    names.forEach(unknown::remove);
    unknown.forEach(name -> require(name, "data.features", names, advice));
    return table.features();
  }

  /**
   * The columns to predict that are read.
   *
   * @param needed false where rows may come without them, as for prediction
   * @param advice what to set where one is missing, after the key itself
   */
  static List<String> labels(TableSpec table, List<String> names, boolean needed, String advice) {
    if (!needed) {
      return table.labels().stream().filter(names::contains).toList();
    }
    table.labels().forEach(name -> require(name, "data.label", names, advice));
    return table.labels();
  }

  static void require(String name, String key, List<String> names, String advice) {
    if (!names.contains(name)) {
      throw new UserInputException(
          key
              + "="
              + name
              + " is no column (expected: one of "
              + Shown.names(names)
              + ")"
              + (advice.isEmpty() ? "; set " + key : advice));
    }
  }
}
