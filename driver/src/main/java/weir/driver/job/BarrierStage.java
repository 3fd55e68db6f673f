package weir.driver.job;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import scala.Function1;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Runs one long task per partition, all at once or not at all: Spark's barrier mode, which its Java
 * API leaves out. Spark never retries such a stage; the caller owns the retry.
 */
final class BarrierStage {
  private BarrierStage() {}

  /** What each task does with its partition; shipped to the executors. */
  @FunctionalInterface
  interface Task<T, R> extends Serializable {
    R run(Iterator<T> rows) throws Exception;
  }

  /** A Scala function that Java can serialize. */
  @FunctionalInterface
  private interface ScalaFunction<A, B> extends Function1<A, B>, Serializable {}

  /** Runs {@code task} on every partition at the same time and returns what the tasks returned. */
  static <T, R> List<R> run(JavaRDD<T> rows, Task<T, R> task) {
    ScalaFunction<scala.collection.Iterator<T>, scala.collection.Iterator<R>> body =
        partition -> {
          R result = call(task, CollectionConverters.asJava(partition));
          return CollectionConverters.asScala(List.of(result).iterator());
        };
    ClassTag<R> tag = anyTag();
    RDD<R> results = rows.rdd().barrier().mapPartitions(body, false, tag);
    return new JavaRDD<>(results, tag).collect();
  }

  private static <T, R> R call(Task<T, R> task, Iterator<T> rows) {
    try {
      return task.run(rows);
    } catch (Exception e) {
      throw BarrierStage.<RuntimeException>unchecked(e);
    }
  }

  /** Scala functions declare no exceptions; Spark wants the original one. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> E unchecked(Exception e) throws E {
    throw (E) e;
  }

  @SuppressWarnings("unchecked")
  private static <R> ClassTag<R> anyTag() {
    return (ClassTag<R>) (ClassTag<?>) ClassTag$.MODULE$.AnyRef();
  }
}
