package weir.tensor;

/**
 * The inverse of the standard normal distribution function, to 7 digits: PPND7 of M. J. Wichura,
 * "Algorithm AS 241: The Percentage Points of the Normal Distribution", 1988. Five of six arguments
 * need arithmetic only. The same bits on any machine.
 */
public final class NormalQuantile {
  private NormalQuantile() {}

  /**
   * The number that a standard normal variable is below with this probability.
   *
   * @param probability 0 &lt; probability &lt; 1
   */
  public static double of(double probability) {
    double q = probability - 0.5;
    if (Math.abs(q) <= 0.425) {
      return central(q, 0.180625 - q * q);
    }
    double tail = q < 0 ? probability : 1 - probability;
    double r = StrictMath.sqrt(-StrictMath.log(tail));
    double value = r <= 5 ? middle(r - 1.6) : far(r - 5);
    return q < 0 ? -value : value;
  }

  private static double central(double q, double r) {
    return q
        * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
        / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
  }

  private static double middle(double r) {
    return (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
        / ((0.12021132975 * r + 0.73700164250) * r + 1);
  }

  private static double far(double r) {
    return (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
        / ((0.012258202635 * r + 0.24197894225) * r + 1);
  }
}
