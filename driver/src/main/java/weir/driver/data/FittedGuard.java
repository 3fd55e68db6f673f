package weir.driver.data;

import weir.driver.Shown;
import weir.driver.data.predict.RowGuard;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;

/** Says what is wrong with a row for a model: its features, and labels that it does not know. */
record FittedGuard(RawSchema schema, Preparation preparation, RowGuard features)
    implements RowFilter.Complaint {
  private static final long serialVersionUID = 1;

  /**
   * For rows of these columns.
   *
   * @param firstIndex what the files call the first column of a sparse row
   */
  FittedGuard(RawSchema schema, Preparation preparation, int firstIndex) {
    this(schema, preparation, new RowGuard(preparation, preparation.positions(schema), firstIndex));
  }

  @Override
  public String about(RowReader row) {
    String problem = features.complaint(row);
    for (int i = 0; problem == null && i < schema.labels(); i++) {
      FittedTarget target = preparation.targets().get(i);
      int at = schema.firstLabel() + i;
      problem = isKnown(target, row, at) ? null : label(target, row.text(at));
    }
    return problem;
  }

  private static boolean isKnown(FittedTarget target, RowReader row, int at) {
    return target.isClass()
        ? target.indexOf(row.text(at)) >= 0
        : !row.stray(at) && !Float.isInfinite(target.prepared(row.number(at)));
  }

  private static String label(FittedTarget target, String text) {
    return ", label " + target.name() + ": " + Shown.quoted(text);
  }
}
