package weir.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The vector twin: whole vectors of channels; {@link ScalarWindows} does what is left over. */
final class VectorWindows implements WindowTwin {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  public void max(CellLists lists, float[] x, int xOffset, float[] y, int yOffset, int channels) {
    int[] cells = lists.cells();
    int whole = SPECIES.loopBound(channels);
    for (int place = 0; place < lists.places(); place++) {
      int first = lists.starts()[place];
      int end = lists.starts()[place + 1];
      int to = yOffset + place * channels;
      for (int channel = 0; channel < whole; channel += LANES) {
        FloatVector largest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        for (int i = first; i < end; i++) {
          FloatVector value = FloatVector.fromArray(SPECIES, x, xOffset + cells[i] + channel);
          largest = largest.max(value);
        }
        largest.intoArray(y, to + channel);
      }
      ScalarWindows.max(lists, place, x, xOffset, y, to, whole, channels);
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
    int[] cells = lists.cells();
    int whole = SPECIES.loopBound(channels);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int place = 0; place < lists.places(); place++) {
      int first = lists.starts()[place];
      int end = lists.starts()[place + 1];
      int from = yOffset + place * channels;
      for (int channel = 0; channel < whole; channel += LANES) {
        FloatVector largest = FloatVector.fromArray(SPECIES, y, from + channel);
        FloatVector rest = FloatVector.fromArray(SPECIES, delta, from + channel);
        for (int i = first; i < end; i++) {
          int at = xOffset + cells[i] + channel;
          FloatVector value = FloatVector.fromArray(SPECIES, x, at);
          VectorMask<Float> less = value.compare(VectorOperators.LT, largest);
          FloatVector before = FloatVector.fromArray(SPECIES, inputDelta, at);
          before.add(rest.blend(zero, less)).intoArray(inputDelta, at);
          rest = zero.blend(rest, less);
        }
      }
      ScalarWindows.maxBackward(
          lists, place, x, inputDelta, xOffset, y, delta, from, whole, channels);
    }
  }

  /** Four places at once: a vector of weights is loaded once for them. */
  @Override
  public void correlate(
      Taps taps, float[] plane, float[] weights, float[] y, int yOffset, int filters) {
    int[] places = taps.places();
    int whole = SPECIES.loopBound(filters);
    int four = places.length & -4;
    for (int place = 0; place < four; place += 4) {
      for (int filter = 0; filter < whole; filter += LANES) {
        four(taps, place, plane, weights, y, yOffset + place * filters + filter, filter, filters);
      }
    }
    for (int place = 0; place < places.length; place++) {
      int from = place < four ? whole : 0;
      if (from < filters) {
        int to = yOffset + place * filters;
        ScalarWindows.correlate(taps, place, plane, weights, y, to, from, filters);
      }
    }
  }

  private static void four(
      Taps taps,
      int place,
      float[] plane,
      float[] weights,
      float[] y,
      int to,
      int filter,
      int filters) {
    int[] distances = taps.taps();
    int p0 = taps.places()[place];
    int p1 = taps.places()[place + 1];
    int p2 = taps.places()[place + 2];
    int p3 = taps.places()[place + 3];
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int tap = 0; tap < distances.length; tap++) {
      int distance = distances[tap];
      FloatVector w = FloatVector.fromArray(SPECIES, weights, tap * filters + filter);
      s0 = FloatVector.broadcast(SPECIES, plane[p0 + distance]).fma(w, s0);
      s1 = FloatVector.broadcast(SPECIES, plane[p1 + distance]).fma(w, s1);
      s2 = FloatVector.broadcast(SPECIES, plane[p2 + distance]).fma(w, s2);
      s3 = FloatVector.broadcast(SPECIES, plane[p3 + distance]).fma(w, s3);
    }
    s0.intoArray(y, to);
    s1.intoArray(y, to + filters);
    s2.intoArray(y, to + 2 * filters);
    s3.intoArray(y, to + 3 * filters);
  }

  /** Three taps at once: a vector of delta is loaded once for them. */
  @Override
  public void addTapGradient(
      Taps taps, float[] plane, float[] delta, int deltaOffset, float[] gradient, int filters) {
    int count = taps.taps().length;
    int whole = SPECIES.loopBound(filters);
    for (int filter = 0; filter < whole; filter += LANES) {
      int tap = 0;
      for (; tap + 3 <= count; tap += 3) {
        three(taps, tap, plane, delta, deltaOffset + filter, gradient, filter, filters);
      }
      for (; tap < count; tap++) {
        one(taps, tap, plane, delta, deltaOffset + filter, gradient, filter, filters);
      }
    }
    if (whole < filters) {
      ScalarWindows.addTapGradient(taps, plane, delta, deltaOffset, gradient, whole, filters);
    }
  }

  private static void three(
      Taps taps,
      int tap,
      float[] plane,
      float[] delta,
      int from,
      float[] gradient,
      int filter,
      int filters) {
    int[] places = taps.places();
    int t0 = taps.taps()[tap];
    int t1 = taps.taps()[tap + 1];
    int t2 = taps.taps()[tap + 2];
    FloatVector even0 = FloatVector.zero(SPECIES);
    FloatVector even1 = even0;
    FloatVector even2 = even0;
    FloatVector odd0 = even0;
    FloatVector odd1 = even0;
    FloatVector odd2 = even0;
    int place = 0;
    for (; place + 1 < places.length; place += 2) {
      int at = places[place];
      int next = places[place + 1];
      FloatVector d = FloatVector.fromArray(SPECIES, delta, from + place * filters);
      FloatVector e = FloatVector.fromArray(SPECIES, delta, from + (place + 1) * filters);
      even0 = FloatVector.broadcast(SPECIES, plane[at + t0]).fma(d, even0);
      even1 = FloatVector.broadcast(SPECIES, plane[at + t1]).fma(d, even1);
      even2 = FloatVector.broadcast(SPECIES, plane[at + t2]).fma(d, even2);
      odd0 = FloatVector.broadcast(SPECIES, plane[next + t0]).fma(e, odd0);
      odd1 = FloatVector.broadcast(SPECIES, plane[next + t1]).fma(e, odd1);
      odd2 = FloatVector.broadcast(SPECIES, plane[next + t2]).fma(e, odd2);
    }
    if (place < places.length) {
      int at = places[place];
      FloatVector d = FloatVector.fromArray(SPECIES, delta, from + place * filters);
      even0 = FloatVector.broadcast(SPECIES, plane[at + t0]).fma(d, even0);
      even1 = FloatVector.broadcast(SPECIES, plane[at + t1]).fma(d, even1);
      even2 = FloatVector.broadcast(SPECIES, plane[at + t2]).fma(d, even2);
    }
    int to = tap * filters + filter;
    add(even0.add(odd0), gradient, to);
    add(even1.add(odd1), gradient, to + filters);
    add(even2.add(odd2), gradient, to + 2 * filters);
  }

  private static void one(
      Taps taps,
      int tap,
      float[] plane,
      float[] delta,
      int from,
      float[] gradient,
      int filter,
      int filters) {
    int[] places = taps.places();
    int distance = taps.taps()[tap];
    FloatVector even = FloatVector.zero(SPECIES);
    FloatVector odd = even;
    int place = 0;
    for (; place + 1 < places.length; place += 2) {
      FloatVector d = FloatVector.fromArray(SPECIES, delta, from + place * filters);
      FloatVector e = FloatVector.fromArray(SPECIES, delta, from + (place + 1) * filters);
      even = FloatVector.broadcast(SPECIES, plane[places[place] + distance]).fma(d, even);
      odd = FloatVector.broadcast(SPECIES, plane[places[place + 1] + distance]).fma(e, odd);
    }
    if (place < places.length) {
      FloatVector d = FloatVector.fromArray(SPECIES, delta, from + place * filters);
      even = FloatVector.broadcast(SPECIES, plane[places[place] + distance]).fma(d, even);
    }
    add(even.add(odd), gradient, tap * filters + filter);
  }

  private static void add(FloatVector sum, float[] gradient, int to) {
    FloatVector.fromArray(SPECIES, gradient, to).add(sum).intoArray(gradient, to);
  }
}
