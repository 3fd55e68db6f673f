package weir.driver.spark;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hadoop.io.Writable;
import org.apache.spark.SerializableWritable;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * An object on its way through Spark: to the driver, from it, or in its cache. There {@code
 * spark.serializer} reads and writes it, and Kryo knows neither records nor, where registration is
 * required, any class of ours. What every serializer of Spark's hands over to Java serialization is
 * {@link SerializableWritable}, so that is what travels; a cached object is not copied by it.
 */
public final class Parcel<T> implements Writable {
  private T value;

  /** Empty, for Hadoop to fill. */
  public Parcel() {}

  private Parcel(T value) {
    this.value = value;
  }

  /** Wraps an object that can be serialized. */
  public static <T> SerializableWritable<Parcel<T>> of(T value) {
    return new SerializableWritable<>(new Parcel<>(value));
  }

  /** What is inside: the very object where it did not travel. */
  public static <T> T open(SerializableWritable<Parcel<T>> parcel) {
    return parcel.value().value;
  }

  /** All rows, on the driver. */
  public static <T> List<T> collect(JavaRDD<T> rows) {
    return rows.map(Parcel::of).collect().stream().map(Parcel::open).toList();
  }

  /** Objects of the driver, on the executors. */
  public static <T> JavaRDD<T> parallelize(JavaSparkContext context, List<T> items, int slices) {
    List<SerializableWritable<Parcel<T>>> parcels = items.stream().map(Parcel::of).toList();
    return context.parallelize(parcels, slices).map(Parcel::open);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ByteBuffer bytes = java().serialize(value, tag());
    out.writeInt(bytes.remaining());
    out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    value = java().deserialize(ByteBuffer.wrap(bytes), loader, tag());
  }

  /** Closures are always written by Java. */
  private static SerializerInstance java() {
    return SparkEnv.get().closureSerializer().newInstance();
  }

  @SuppressWarnings("unchecked")
  private static <T> ClassTag<T> tag() {
    return (ClassTag<T>) ClassTag$.MODULE$.AnyRef();
  }
}
