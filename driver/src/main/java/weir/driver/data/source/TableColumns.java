package weir.driver.data.source;

import java.util.ArrayList;
import java.util.List;
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

  /** The columns to learn from, in the order in which the user names them, else of the files. */
  static List<String> features(TableSpec table, List<String> names) {
    if (table.features().isEmpty()) {
      return names.stream().filter(name -> !name.equals(table.label())).toList();
    }
    table.features().forEach(name -> require(name, "data.features", names));
    return table.features();
  }

  static void require(String name, String key, List<String> names) {
    if (!names.contains(name)) {
      throw new UserInputException(
          key + "=" + name + " is no column (expected: one of " + names + "); set " + key);
    }
  }
}
