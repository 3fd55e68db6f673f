package weir.driver.data.rank;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.UncheckedIOException;
import weir.driver.data.row.RowBytes;

/**
 * Objects as bytes that travel as rows do, with room for a place in front: by Java's own
 * serialization, whatever serializer the session prefers (Kryo knows no records).
 */
public final class ObjectBytes {
  private ObjectBytes() {}

  /** Behind a free prefix. */
  public static byte[] write(Serializable object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
    bytes.writeBytes(new byte[RowBytes.PREFIX]);
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a part of a survey", e);
    }
    return bytes.toByteArray();
  }

  /** What {@link #write} wrote. */
  public static <T> T read(byte[] written, Class<T> type) {
    var bytes =
        new ByteArrayInputStream(written, RowBytes.PREFIX, written.length - RowBytes.PREFIX);
    try (ObjectInputStream in = new Reading(bytes)) {
      return type.cast(in.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a part of a survey", e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a part of a survey by another version of Weir", e);
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
        return Class.forName(described.getName(), false, ObjectBytes.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        return super.resolveClass(described);
      }
    }
  }
}
