package weir.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes netlib's {@code sgemm} that of OpenBLAS. netlib opens the library that it is told, but then
 * asks the whole process for {@code sgemm_}, and the library that was opened first answers: after
 * MLlib has opened a BLAS of the system, that one. netlib keeps the answer in a variable of each
 * copy of its own library, so in the copy that only Weir uses we put it right.
 */
final class NetlibBinding {
  private static final Logger LOG = LoggerFactory.getLogger(NetlibBinding.class);
  private static final String NETLIB = "libnetlibblasjni";
  private static final String SGEMM = "sgemm_";
  private static final String ANCHOR = "gotoblas";

  private final OpenBlasLibrary library;
  private final Set<String> before;

  private NetlibBinding(OpenBlasLibrary library, Set<String> before) {
    this.library = library;
    this.before = before;
  }

  /** To be called before netlib's library is loaded. */
  static NetlibBinding of(OpenBlasLibrary library) throws IOException {
    return new NetlibBinding(library, ProcessMap.read().filesNamed(NETLIB));
  }

  /**
   * To be called when netlib's library was loaded, before the first product. Its file is gone
   * afterwards: a JVM that is killed would leave it behind.
   *
   * @throws IllegalStateException when netlib would compute with another library and this cannot be
   *     put right
   */
  void bind() throws IOException {
    try {
      answerWithOpenBlas();
    } finally {
      for (String file : loaded(ProcessMap.read())) {
        discard(Path.of(file));
      }
    }
  }

  /** What is loaded lives on without its name. */
  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.info("{} stays until this JVM ends", file, e);
    }
  }

  private void answerWithOpenBlas() throws IOException {
    long answered = Loader.addressof(SGEMM).address();
    ProcessMap map = ProcessMap.read();
    String file = map.fileAt(answered);
    if (file != null && Path.of(file).toRealPath().equals(library.path())) {
      return;
    }
    try {
      LongPointer variable = new LongPointer(new Address(variable(map)));
      if (variable.get() != answered) {
        throw new IOException("netlib holds another address than the process tells");
      }
      variable.put(openBlas());
    } catch (IOException e) {
      throw new IllegalStateException(
          "BLAS=%s, which this JVM loaded first (expected: %s); call weir.tensor.Blas.get() before Spark MLlib is used"
              .formatted(file, library.path()),
          e);
    }
    LOG.info("this JVM loaded {} first; Weir computes with {}", file, library.path());
  }

  /** Where the function lies; only OpenBLAS has the anchor, so that tells where OpenBLAS lies. */
  private long openBlas() throws IOException {
    ElfSymbols symbols = ElfSymbols.read(library.path());
    return Loader.addressof(ANCHOR).address() - symbols.offset(ANCHOR) + symbols.offset(SGEMM);
  }

  private long variable(ProcessMap map) throws IOException {
    Set<String> files = loaded(map);
    if (files.size() != 1) {
      throw new IOException("netlib's libraries new in this process: " + files);
    }
    String file = files.iterator().next();
    return map.start(file) + ElfSymbols.read(Path.of(file)).offset(SGEMM);
  }

  /** The copies of netlib's library that have come since {@link #of}. */
  private Set<String> loaded(ProcessMap map) {
    Set<String> files = map.filesNamed(NETLIB);
    files.removeAll(before);
    return files;
  }

  /** An address of this process. */
  private static final class Address extends Pointer {
    Address(long value) {
      address = value;
    }
  }
}
