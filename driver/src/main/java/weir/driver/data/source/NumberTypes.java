package weir.driver.data.source;

import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** Which type holds the numbers of two. */
final class NumberTypes {
  private static final List<DataType> WHOLE =
      List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  /** Digits of a whole number of 64 bits. */
  private static final int LONG_DIGITS = 19;

  private NumberTypes() {}

  /**
   * The narrowest type for the values of both; null when there is none. Whole numbers beside
   * fractions become doubles.
   */
  static DataType wider(DataType one, DataType other) {
    if (one.equals(other)) {
      return one;
    }
    if (WHOLE.contains(one) && WHOLE.contains(other)) {
      return WHOLE.get(Math.max(WHOLE.indexOf(one), WHOLE.indexOf(other)));
    }
    if (one instanceof DecimalType && other instanceof DecimalType) {
      return wider((DecimalType) one, (DecimalType) other);
    }
    if (one instanceof DecimalType decimal && WHOLE.contains(other)) {
      return wider(decimal, new DecimalType(LONG_DIGITS, 0));
    }
    if (other instanceof DecimalType && WHOLE.contains(one)) {
      return wider(other, one);
    }
    boolean numbers = FrameColumn.isNumber(one) && FrameColumn.isNumber(other);
    boolean flag = one.equals(DataTypes.BooleanType) || other.equals(DataTypes.BooleanType);
    return numbers && !flag ? DataTypes.DoubleType : null;
  }

  private static DataType wider(DecimalType one, DecimalType other) {
    int scale = Math.max(one.scale(), other.scale());
    int whole = Math.max(one.precision() - one.scale(), other.precision() - other.scale());
    boolean fits = whole + scale <= DecimalType.MAX_PRECISION();
    return fits ? new DecimalType(whole + scale, scale) : DataTypes.DoubleType;
  }
}
