package weir.tensor;

/**
 * Which BLAS computes.
 *
 * @param library "OpenBLAS", or "Java" for the twin
 * @param core kernel family, e.g. "SkylakeX": different families give different bits
 * @param threads threads a call uses
 * @param gflops rate of a probe product, in 10⁹ floating-point operations a second
 */
public record BlasInfo(String library, String version, String core, int threads, double gflops) {}
