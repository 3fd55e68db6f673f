package weir.driver.data.predict;

import weir.driver.data.SeriesToPredict;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;
import weir.driver.data.row.RowWriter;
import weir.driver.data.source.BadRowException;
import weir.driver.data.source.RowCursor;

/** Refuses rows of a series that cannot be prepared, its last label included. */
record SeriesComplaint(RawSchema schema, Preparation preparation, int[] positions)
    implements SeriesToPredict.RowComplaint {
  private static final long serialVersionUID = 1;

  @Override
  public void check(RowWriter writer, RowCursor row) {
    RowReader reader = new RowReader(schema).read(writer.finish(0, 0));
    String complaint = new RowGuard(preparation, positions, 0).complaint(reader);
    for (int i = schema.firstLabel(); complaint == null && i < schema.columns().size(); i++) {
      if (Double.isNaN(reader.number(i))) {
        String name = schema.columns().get(i).name();
        complaint = ", column " + name + ": " + reader.text(i) + " (expected: a number)";
      }
    }
    if (complaint != null) {
      throw new BadRowException(row.position(), complaint);
    }
  }
}
