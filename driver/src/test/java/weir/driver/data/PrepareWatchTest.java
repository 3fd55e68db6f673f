package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import weir.driver.LocalSpark;
import weir.driver.data.rank.Phase;
import weir.driver.report.PrepareProgress;

class PrepareWatchTest {
  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());

  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @BeforeEach
  void startTheOtherThread() {
    CompletableFuture.runAsync(() -> {}, other).join();
  }

  @AfterEach
  void endTheOtherThread() {
    other.shutdown();
  }

  private void run(String phase) {
    Phase.named(phase, spark.parallelize(List.of(1, 2), 2).map(number -> number)).count();
  }

  /** A thread that is there before the watch: Spark gives local properties to children. */
  private void ofAnother() {
    CompletableFuture.runAsync(() -> run("of another"), other).join();
  }

  private PreparedData data(JavaRDD<Integer> cached) {
    return new PreparedData(
        null,
        null,
        null,
        null,
        null,
        0,
        false,
        false,
        null,
        null,
        List.of(),
        Double.NaN,
        cached,
        List.of(),
        Insights.NONE);
  }

  private void drain() {
    try {
      spark.sc().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark does not tell what happens", e);
    }
  }

  @Test
  void tellsOfNamedStagesOfItsOwnThreadUntilLoadingEnds() {
    List<PrepareProgress> heard = new ArrayList<>();
    new PrepareWatch(spark.sc(), heard::add)
        .during(
            () -> {
              run("one");
              ofAnother();
              spark.parallelize(List.of(1)).count();
              run("two");
              drain();
              return data(null);
            });
    run("late");
    drain();
    assertThat(heard)
        .containsExactly(
            new PrepareProgress("one", 0, 2),
            new PrepareProgress("one", 1, 2),
            new PrepareProgress("one", 2, 2),
            new PrepareProgress("two", 0, 2),
            new PrepareProgress("two", 1, 2),
            new PrepareProgress("two", 2, 2));
  }

  @Test
  void oneWhoHearsAndThrowsEndsLoadingAndFreesTheRows() {
    JavaRDD<Integer> cached = spark.parallelize(List.of(1)).persist(StorageLevel.MEMORY_AND_DISK());
    PrepareWatch watch =
        new PrepareWatch(
            spark.sc(),
            progress -> {
              throw new IllegalStateException("no more of " + progress.phase());
            });
    assertThatThrownBy(
            () ->
                watch.during(
                    () -> {
                      run("reading");
                      drain();
                      return data(cached);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no more of reading");
    assertThat(cached.getStorageLevel()).isEqualTo(StorageLevel.NONE());
  }
}
