package weir.tensor;

import java.util.Arrays;

/** The scalar twin. Its loops over parts of the channels also finish what vectors leave over. */
final class ScalarWindows implements WindowTwin {
  @Override
  public void max(CellLists lists, float[] x, int xOffset, float[] y, int yOffset, int channels) {
    for (int place = 0; place < lists.places(); place++) {
      max(lists, place, x, xOffset, y, yOffset + place * channels, 0, channels);
    }
  }

  /** Channels {@code from} to {@code channels} of one place. */
  static void max(
      CellLists lists,
      int place,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      int from,
      int channels) {
    for (int channel = from; channel < channels; channel++) {
      float largest = Float.NEGATIVE_INFINITY;
      for (int i = lists.starts()[place]; i < lists.starts()[place + 1]; i++) {
        largest = Math.max(largest, x[xOffset + lists.cells()[i] + channel]);
      }
      y[yOffset + channel] = largest;
    }
  }

  @Override
  public void maxBackward(
      CellLists lists,
      float[] x,
      float[] inputDelta,
      int xOffset,
      float[] y,
      float[] delta,
      int yOffset,
      int channels) {
    for (int place = 0; place < lists.places(); place++) {
      int at = yOffset + place * channels;
      maxBackward(lists, place, x, inputDelta, xOffset, y, delta, at, 0, channels);
    }
  }

  /** Channels {@code from} to {@code channels} of one place. */
  static void maxBackward(
      CellLists lists,
      int place,
      float[] x,
      float[] inputDelta,
      int xOffset,
      float[] y,
      float[] delta,
      int yOffset,
      int from,
      int channels) {
    for (int channel = from; channel < channels; channel++) {
      float largest = y[yOffset + channel];
      float rest = delta[yOffset + channel];
      for (int i = lists.starts()[place]; i < lists.starts()[place + 1]; i++) {
        int at = xOffset + lists.cells()[i] + channel;
        boolean found = !(x[at] < largest);
        inputDelta[at] += found ? rest : 0;
        rest = found ? 0 : rest;
      }
    }
  }

  @Override
  public void correlate(
      Taps taps, float[] plane, float[] weights, float[] y, int yOffset, int filters) {
    for (int place = 0; place < taps.places().length; place++) {
      correlate(taps, place, plane, weights, y, yOffset + place * filters, 0, filters);
    }
  }

  /** Filters {@code from} to {@code filters} of one place. */
  static void correlate(
      Taps taps,
      int place,
      float[] plane,
      float[] weights,
      float[] y,
      int yOffset,
      int from,
      int filters) {
    Arrays.fill(y, yOffset + from, yOffset + filters, 0);
    for (int tap = 0; tap < taps.taps().length; tap++) {
      float value = plane[taps.places()[place] + taps.taps()[tap]];
      for (int filter = from; filter < filters; filter++) {
        int at = yOffset + filter;
        y[at] = Math.fma(value, weights[tap * filters + filter], y[at]);
      }
    }
  }

  @Override
  public void addTapGradient(
      Taps taps, float[] plane, float[] delta, int deltaOffset, float[] gradient, int filters) {
    addTapGradient(taps, plane, delta, deltaOffset, gradient, 0, filters);
  }

  /** Filters {@code from} to {@code filters}. */
  static void addTapGradient(
      Taps taps,
      float[] plane,
      float[] delta,
      int deltaOffset,
      float[] gradient,
      int from,
      int filters) {
    float[][] sums = new float[2][filters];
    for (int tap = 0; tap < taps.taps().length; tap++) {
      Arrays.fill(sums[0], 0);
      Arrays.fill(sums[1], 0);
      for (int place = 0; place < taps.places().length; place++) {
        float value = plane[taps.places()[place] + taps.taps()[tap]];
        float[] sum = sums[place & 1];
        int at = deltaOffset + place * filters;
        for (int filter = from; filter < filters; filter++) {
          sum[filter] = Math.fma(value, delta[at + filter], sum[filter]);
        }
      }
      for (int filter = from; filter < filters; filter++) {
        gradient[tap * filters + filter] += sums[0][filter] + sums[1][filter];
      }
    }
  }
}
