package weir.driver.data.rank;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;
import weir.driver.data.fit.RowStatistics;
import weir.driver.data.row.RowBytes;

/** Statistics as bytes that travel as rows do, with room for a place in front. */
final class StatisticsBytes {
  private StatisticsBytes() {}

  static byte[] write(RowStatistics statistics) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
    bytes.writeBytes(new byte[RowBytes.PREFIX]);
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(statistics);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write statistics", e);
    }
    return bytes.toByteArray();
  }

  static RowStatistics read(byte[] part) {
    var bytes = new ByteArrayInputStream(part, RowBytes.PREFIX, part.length - RowBytes.PREFIX);
    try (ObjectInputStream in = new Reading(bytes)) {
      return (RowStatistics) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read statistics", e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("statistics of another version of Weir", e);
    }
  }

  /** Under spark-submit the classes are in the loader of the application's jars. */
  private static final class Reading extends ObjectInputStream {
    Reading(ByteArrayInputStream bytes) throws IOException {
      super(bytes);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass described)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(described.getName(), false, RowStatistics.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        return super.resolveClass(described);
      }
    }
  }
}
