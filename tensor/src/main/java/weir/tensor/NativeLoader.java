package weir.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Gives {@link NativeBlas} a {@code dev.ludovic.netlib} of its own. The library reads the path of
 * the BLAS once per class loader and remembers failure, so whoever uses it first in a JVM (Spark
 * MLlib, say) decides for all; in a loader of our own it is always the first time.
 */
final class NativeLoader extends ClassLoader {
  private static final String PATH = "dev.ludovic.netlib.blas.nativeLibPath";
  private static final String NETLIB = "dev.ludovic.netlib.";
  private static final String BRIDGE = "weir.tensor.NativeBlas";
  private static final Set<String> OURS = Set.of(BRIDGE, "weir.tensor.BlasProbe");

  private NativeLoader(ClassLoader parent) {
    super("weir-native", parent);
  }

  static Blas open(OpenBlasLibrary library) throws ReflectiveOperationException, IOException {
    ClassLoader loader = new NativeLoader(NativeLoader.class.getClassLoader());
    String before = System.getProperty(PATH);
    System.setProperty(PATH, library.path().toString());
    try {
      NetlibBinding binding = NetlibBinding.of(library);
      // netlib hides why it cannot load; asked by name it tells.
      Class.forName(NETLIB + "blas.JNIBLAS", true, loader);
      binding.bind();
      Class<?> bridge = Class.forName(BRIDGE, true, loader);
      return (Blas)
          bridge
              .getConstructor(String.class, String.class, int.class)
              .newInstance(library.version(), library.core(), library.threads());
    } finally {
      // What others in this JVM compute with is not ours to change.
      if (before == null) {
        System.clearProperty(PATH);
      } else {
        System.setProperty(PATH, before);
      }
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(NETLIB) && !OURS.contains(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = getParent().getResourceAsStream(file)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
