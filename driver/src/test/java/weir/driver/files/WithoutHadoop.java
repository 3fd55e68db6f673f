package weir.driver.files;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * Weir's classes as the JVMs of {@code inspect} and {@code generate} see them: no Hadoop, no Spark.
 */
final class WithoutHadoop extends URLClassLoader {
  private static final ClassLoader ALL = WithoutHadoop.class.getClassLoader();

  WithoutHadoop() {
    super(new URL[] {Location.class.getProtectionDomain().getCodeSource().getLocation()}, ALL);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("org.apache.")) {
      throw new ClassNotFoundException(name);
    }
    if (!name.startsWith("weir.driver.files.")) {
      return ALL.loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }
}
