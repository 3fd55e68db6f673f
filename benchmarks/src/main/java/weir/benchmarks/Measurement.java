package weir.benchmarks;

import java.util.Arrays;

/**
 * One round of one contender.
 *
 * @param cpuSeconds of the whole process, compiler and collector included
 * @param loss mean over the steps of the round
 */
record Measurement(double rows, double seconds, double cpuSeconds, double loss) {
  double samplesPerSecond() {
    return rows / seconds;
  }

  String toLine() {
    return rows + " " + seconds + " " + cpuSeconds + " " + loss;
  }

  static Measurement ofLine(String line) {
    double[] values = Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new Measurement(values[0], values[1], values[2], values[3]);
  }
}
