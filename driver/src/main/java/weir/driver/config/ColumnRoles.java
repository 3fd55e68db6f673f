package weir.driver.config;

import java.io.Serializable;

/**
 * Columns that are neither learned from nor predicted, unless they are named as such too.
 *
 * @param weight how much each row counts in the loss; null: all count 1
 * @param orderBy what orders the rows of a DataFrame, no value twice; null: nothing does
 */
public record ColumnRoles(String weight, String orderBy) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Rows count alike and have no order of their own. */
  public static final ColumnRoles NONE = new ColumnRoles(null, null);

  /** With this column of weights. */
  public ColumnRoles withWeight(String column) {
    return new ColumnRoles(column, orderBy);
  }

  /** With this column that orders the rows. */
  public ColumnRoles withOrderBy(String column) {
    return new ColumnRoles(weight, column);
  }

  /** True when the column has one of the roles. */
  public boolean contains(String column) {
    return column.equals(weight) || column.equals(orderBy);
  }
}
