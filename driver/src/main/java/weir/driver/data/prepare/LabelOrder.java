package weir.driver.data.prepare;

import java.util.Comparator;
import weir.driver.data.row.Numbers;

/** Numbers by value, before texts by their characters. */
final class LabelOrder {
  /** The order of class labels and of values that are equally frequent. */
  static final Comparator<String> COMPARATOR = LabelOrder::compare;

  private LabelOrder() {}

  static int compare(String first, String second) {
    double a = Numbers.parse(first);
    double b = Numbers.parse(second);
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Double.isNaN(a) && Double.isNaN(b)
          ? first.compareTo(second)
          : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }
    int byValue = Double.compare(a, b);
    return byValue == 0 ? first.compareTo(second) : byValue;
  }
}
