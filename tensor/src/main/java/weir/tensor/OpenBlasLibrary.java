package weir.tensor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The OpenBLAS that {@code org.bytedeco:openblas} carries in its jar, extracted and loaded into
 * this process with one thread a call. JavaCPP keeps what it extracts under {@code
 * org.bytedeco.javacpp.cachedir}, else {@code ~/.javacpp}, else {@code java.io.tmpdir}: the first
 * that can be written; a lock file keeps JVMs that start together apart.
 *
 * @param path the shared library, to be opened again by others: the same file is the same library
 * @param core the kernel family it chose for this processor
 */
record OpenBlasLibrary(Path path, String version, String core, int threads) {
  private static final List<String> CORES =
      List.of(
          "Prescott",
          "Core2",
          "Nehalem",
          "Barcelona",
          "Sandybridge",
          "Bulldozer",
          "Piledriver",
          "Steamroller",
          "Excavator",
          "Haswell",
          "Zen",
          "SkylakeX",
          "Cooperlake",
          "SapphireRapids");

  /** Throws {@link LinkageError} or {@link IOException} where there is none for this platform. */
  static OpenBlasLibrary load() throws IOException {
    Loader.load(openblas_nolapack.class);
    openblas_nolapack.blas_set_num_threads(1);
    int threads = new IntPointer(symbol("blas_cpu_number")).get();
    if (threads != 1) {
      throw new IOException("OpenBLAS threads=" + threads + " (expected: 1)");
    }
    String version = openblas_nolapack.OPENBLAS_VERSION.replace("OpenBLAS", "").strip();
    Path path = fileOf(symbol("openblas_set_num_threads"));
    return new OpenBlasLibrary(path, version, chosenCore(), threads);
  }

  /**
   * The file that an address is mapped from. JavaCPP may have loaded OpenBLAS under several names
   * (for another preset in this JVM): only the one that was set to one thread will do.
   */
  private static Path fileOf(Pointer code) throws IOException {
    String file = ProcessMap.read().fileAt(code.address());
    if (file != null) {
      return Path.of(file).toRealPath();
    }
    throw new IOException("OpenBLAS is not mapped from a file");
  }

  /**
   * OpenBLAS keeps one table of kernels per family and points {@code gotoblas} at the one it uses.
   */
  private static String chosenCore() throws IOException {
    Pointer table = new PointerPointer<>(symbol("gotoblas")).get();
    for (String core : CORES) {
      Pointer candidate = Loader.addressof("gotoblas_" + core.toUpperCase(Locale.ROOT));
      if (candidate != null && candidate.address() == table.address()) {
        return core;
      }
    }
    throw new IOException("OpenBLAS uses kernels of a family this build does not know");
  }

  private static Pointer symbol(String name) throws IOException {
    Pointer address = Loader.addressof(name);
    if (address == null) {
      throw new IOException("no symbol " + name + " in OpenBLAS");
    }
    return address;
  }
}
