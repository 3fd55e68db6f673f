package weir.tensor;

/**
 * Where a kernel slides over one plane: at place p its tap t covers {@code places[p] + taps[t]}.
 *
 * @param places the float that the first tap covers at each place
 * @param taps how far each tap is from the first one
 */
public record Taps(int[] places, int[] taps) {}
