package weir.driver.data;

import java.util.HashSet;
import java.util.Set;
import weir.driver.UserInputException;
import weir.driver.data.fit.ScalarStatistics;
import weir.driver.data.rank.Quotas;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;

/** The stratum of a row is its label, as it stands in the files. */
record ClassStrata(RawSchema schema) implements Quotas.Strata {
  private static final long serialVersionUID = 1;

  @Override
  public Quotas.Namer open() {
    RowReader reader = new RowReader(schema);
    int label = schema.firstLabel();
    Set<String> seen = new HashSet<>();
    return row -> {
      String text = reader.read(row).text(label);
      // Who has no label is told of later, with all that is wrong with labels.
      String stratum = text == null ? "" : text;
      if (seen.add(stratum) && seen.size() > ScalarStatistics.MAX_VALUES) {
        throw new UserInputException(
            "data.split=stratified, but label "
                + schema.columns().get(label).name()
                + " has more than "
                + ScalarStatistics.MAX_VALUES
                + " different values (expected: classes); set data.split to random");
      }
      return stratum;
    };
  }
}
