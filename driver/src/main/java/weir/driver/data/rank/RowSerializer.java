package weir.driver.data.rank;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import org.apache.spark.serializer.DeserializationStream;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import scala.Tuple2;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.reflect.ClassTag;

/**
 * Carries rows through a shuffle as their length and their bytes, whatever serializer the session
 * prefers. A row is the key of a pair; the value is nothing.
 */
final class RowSerializer extends Serializer implements java.io.Serializable {
  private static final long serialVersionUID = 1;
  private static final int BUFFER_BYTES = 1 << 16;

  @Override
  public SerializerInstance newInstance() {
    return new Instance();
  }

  /** Rows follow each other without any state: Spark may sort their bytes by partition. */
  @Override
  public boolean supportsRelocationOfSerializedObjects() {
    return true;
  }

  private static UnsupportedOperationException streamsOnly() {
    return new UnsupportedOperationException("a shuffle of rows writes and reads streams of pairs");
  }

  private static final class Instance extends SerializerInstance {
    @Override
    public SerializationStream serializeStream(OutputStream out) {
      return new Writing(new DataOutputStream(out));
    }

    @Override
    public DeserializationStream deserializeStream(InputStream in) {
      return new Reading(new DataInputStream(new BufferedInputStream(in, BUFFER_BYTES)));
    }

    @Override
    public <T> ByteBuffer serialize(T value, ClassTag<T> tag) {
      throw streamsOnly();
    }

    @Override
    public <T> T deserialize(ByteBuffer bytes, ClassTag<T> tag) {
      throw streamsOnly();
    }

    @Override
    public <T> T deserialize(ByteBuffer bytes, ClassLoader loader, ClassTag<T> tag) {
      throw streamsOnly();
    }
  }

  private static final class Writing extends SerializationStream {
    private final DataOutputStream out;

    Writing(DataOutputStream out) {
      this.out = out;
    }

    @Override
    public <T> SerializationStream writeKey(T key, ClassTag<T> tag) {
      byte[] row = (byte[]) key;
      try {
        out.writeInt(row.length);
        out.write(row);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write rows of a shuffle", e);
      }
      return this;
    }

    @Override
    public <T> SerializationStream writeValue(T value, ClassTag<T> tag) {
      return this;
    }

    @Override
    public <T> SerializationStream writeObject(T value, ClassTag<T> tag) {
      throw streamsOnly();
    }

    @Override
    public void flush() {
      try {
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write rows of a shuffle", e);
      }
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write rows of a shuffle", e);
      }
    }
  }

  private static final class Reading extends DeserializationStream {
    private final DataInputStream in;

    Reading(DataInputStream in) {
      this.in = in;
    }

    @Override
    public Iterator<Tuple2<Object, Object>> asKeyValueIterator() {
      return new Pairs(in);
    }

    @Override
    public <T> T readObject(ClassTag<T> tag) {
      throw streamsOnly();
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close rows of a shuffle", e);
      }
    }
  }

  private static final class Pairs extends AbstractIterator<Tuple2<Object, Object>> {
    private final DataInputStream in;
    private byte[] row;
    private boolean ended;

    Pairs(DataInputStream in) {
      this.in = in;
    }

    @Override
    public boolean hasNext() {
      if (row == null && !ended) {
        try {
          row = read();
        } catch (IOException e) {
          throw new UncheckedIOException("cannot read rows of a shuffle", e);
        }
        ended = row == null;
      }
      return row != null;
    }

    @Override
    public Tuple2<Object, Object> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no more rows");
      }
      Tuple2<Object, Object> pair = new Tuple2<>(row, null);
      row = null;
      return pair;
    }

    private byte[] read() throws IOException {
      int first = in.read();
      if (first < 0) {
        in.close();
        return null;
      }
      int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
      byte[] bytes = new byte[length];
      in.readFully(bytes);
      return bytes;
    }
  }
}
