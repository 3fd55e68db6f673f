package weir.worker.nn.initialize;

/** A tensor's place in a longer array. */
public record FloatSlice(float[] array, int offset, int length) {}
