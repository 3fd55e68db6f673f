package weir.driver.data.source;

import weir.driver.Shown;

/** What a weight of a row may be. */
final class RowWeights {
  private RowWeights() {}

  /**
   * The weight as rows keep it.
   *
   * @param shown the value as it was read; null when missing
   * @throws BadRowException when it is missing, negative or not finite
   */
  static double checked(double weight, Object shown, String column, RowPosition position) {
    float kept = (float) weight;
    if (Float.isFinite(kept) && kept >= 0) {
      return kept;
    }
    throw new BadRowException(
        position,
        ", column "
            + column
            + ": "
            + (shown == null ? "no value" : Shown.text(shown.toString()))
            + " (expected: a weight >= 0); repair the row, or set data.weight");
  }
}
