package weir.benchmarks;

import java.util.Arrays;

/**
 * One round of one contender.
 *
 * @param cpuSeconds of the whole process, compiler and collector included
 * @param loss mean over the steps of the round; NaN of one that only multiplies
 * @param bytesPerStep that Java allocated on all threads
 * @param peakBytes resident memory of the process at its largest so far
 */
record Measurement(
    double rows,
    double seconds,
    double cpuSeconds,
    double loss,
    double bytesPerStep,
    double peakBytes) {
  double samplesPerSecond() {
    return rows / seconds;
  }

  double cpuSecondsPerMillion() {
    return 1e6 * cpuSeconds / rows;
  }

  String toLine() {
    return rows
        + " "
        + seconds
        + " "
        + cpuSeconds
        + " "
        + loss
        + " "
        + bytesPerStep
        + " "
        + peakBytes;
  }

  static Measurement ofLine(String line) {
    double[] values = Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new Measurement(values[0], values[1], values[2], values[3], values[4], values[5]);
  }
}
