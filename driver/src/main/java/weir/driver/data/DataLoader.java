package weir.driver.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import weir.driver.UserInputException;
import weir.driver.config.DataSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.config.RowOrder;
import weir.driver.data.fit.FitPlan;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.rank.DistinctRows;
import weir.driver.data.rank.FileOrder;
import weir.driver.data.rank.Fractions;
import weir.driver.data.rank.GivenKeys;
import weir.driver.data.rank.HashKeys;
import weir.driver.data.rank.HashRanges;
import weir.driver.data.rank.Phase;
import weir.driver.data.rank.Placing;
import weir.driver.data.rank.RowKeys;
import weir.driver.data.rank.RowShuffle;
import weir.driver.data.rank.Survey;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowBytes;
import weir.driver.data.row.RowWriter;
import weir.driver.data.source.RowCursor;
import weir.driver.data.source.RowSource;
import weir.driver.report.PrepareProgress;
import weir.tensor.Shape;

/**
 * From the files of a job to packed rows on the executors, in two Spark jobs: the first reads,
 * sorts by hash and surveys; preparation is fitted in between; the second ranks, prepares, packs,
 * caches.
 */
public final class DataLoader {
  private final SparkSession spark;
  private final DataRequest request;
  private final Consumer<PrepareProgress> heard;

  /** For one training. */
  public DataLoader(SparkSession spark, DataRequest request) {
    this(spark, request, progress -> {});
  }

  /**
   * For one training that tells how far it is.
   *
   * @param heard is called by a thread of Spark's, one call at a time, while loading alone
   */
  public DataLoader(SparkSession spark, DataRequest request, Consumer<PrepareProgress> heard) {
    this.spark = spark;
    this.request = request;
    this.heard = heard;
  }

  /**
   * Loads and caches; may take as long as reading the data takes.
   *
   * @throws UserInputException when the files or the options cannot be used, in one line
   */
  public PreparedData load() {
    List<RowSource> opened = new ArrayList<>();
    try {
      Map<RowSet, RowSource> sources = Sources.open(spark, request.data());
      opened.addAll(sources.values());
      return watch().during(() -> load(sources));
    } catch (Exception failure) {
      throw DataErrors.explain(failure, opened);
    }
  }

  /**
   * Loads and caches the test rows alone, for a model whose preparation is known; all other sets
   * are empty.
   *
   * @param input shape of one row that the model takes
   * @throws UserInputException when the files or the options cannot be used, in one line
   */
  public PreparedData loadTest(Preparation preparation, Shape input) {
    List<RowSource> opened = new ArrayList<>();
    try {
      Map<RowSet, RowSource> sources = Sources.openTest(spark, request.data(), preparation);
      sources.forEach((set, source) -> Sources.check(source, input, "data.test"));
      opened.addAll(sources.values());
      return watch().during(() -> loadTest(sources, preparation));
    } catch (Exception failure) {
      throw DataErrors.explain(failure, opened);
    }
  }

  private PrepareWatch watch() {
    return new PrepareWatch(spark.sparkContext(), heard);
  }

  private PreparedData loadTest(Map<RowSet, RowSource> sources, Preparation preparation) {
    JavaRDD<byte[]> read = read(sources);
    HashRanges ranges = ranges(read);
    int test = RowSet.TEST.ordinal();
    JavaRDD<byte[]> sorted = sorted(sources, read, ranges).filter(row -> RowBytes.set(row) == test);
    Survey survey = Survey.of(sorted, ranges, plan(sources), RowSet.values().length);
    new TestChecks(sources, request).check(survey, preparation);
    return pack(sources, sorted, survey, preparation);
  }

  private PreparedData load(Map<RowSet, RowSource> sources) {
    FitPlan plan = plan(sources);
    JavaRDD<byte[]> read = read(sources);
    HashRanges ranges = ranges(read);
    JavaRDD<byte[]> sorted = sorted(sources, read, ranges);
    Survey survey = Survey.of(sorted, ranges, plan, RowSet.values().length);
    RawSchema schema = plan.schema();
    Preparation preparation =
        new PreparationFitting(request, sources, plan, survey)
            .fit(counts -> new MedianSearch(sorted, schema, survey).of(counts));
    return pack(sources, sorted, survey, preparation);
  }

  private FitPlan plan(Map<RowSet, RowSource> sources) {
    RawSchema schema = sources.values().iterator().next().schema();
    return new FitPlan(schema, request.data().prepare(), request.target() != TargetKind.NUMBER);
  }

  /** As many as there were parts to read, so that what a task sorts fits into its memory. */
  private HashRanges ranges(JavaRDD<byte[]> read) {
    int slots = spark.sparkContext().defaultParallelism();
    return HashRanges.atLeast(Math.max(slots, read.getNumPartitions()));
  }

  private JavaRDD<byte[]> read(Map<RowSet, RowSource> sources) {
    List<JavaRDD<byte[]>> read = new ArrayList<>();
    sources.forEach((set, source) -> read.add(Phase.named("reading", rows(set, source))));
    JavaRDD<byte[]> all = read.get(0);
    for (JavaRDD<byte[]> more : read.subList(1, read.size())) {
      all = all.union(more);
    }
    return all;
  }

  private JavaRDD<byte[]> sorted(
      Map<RowSet, RowSource> sources, JavaRDD<byte[]> read, HashRanges ranges) {
    int repeated = repeatedSets(sources);
    return RowShuffle.sorted(read, ranges)
        .mapPartitions(rows -> DistinctRows.of(rows, repeated), true);
  }

  private PreparedData pack(
      Map<RowSet, RowSource> sources,
      JavaRDD<byte[]> sorted,
      Survey survey,
      Preparation preparation) {
    if (request.data().series().window() != null) {
      return new WindowPacking(request, preparation, sources).pack(sorted, survey);
    }
    JavaRDD<byte[]> placed =
        request.order() == RowOrder.GIVEN
            ? Placing.byPosition(sorted, request.virtualWorkers())
            : Placing.byRank(sorted, survey.firstRanks(), request.virtualWorkers());
    return new Packing(request, preparation, sources).pack(placed, survey);
  }

  private JavaRDD<byte[]> rows(RowSet set, RowSource source) {
    DataSpec data = request.data();
    Fractions fractions =
        set == RowSet.TRAINING
            ? new Fractions(
                data.validation().fraction(),
                RowSet.VALIDATION.ordinal(),
                data.test().fraction(),
                RowSet.TEST.ordinal())
            : Fractions.NONE;
    RowKeys keys =
        positions()
            ? positions(set, new FileOrder(source), fractions)
            : new HashKeys(set.ordinal(), request.seed(), fractions);
    return source.map(cursor -> finished(cursor, keys)).filter(Objects::nonNull);
  }

  /** True when rows carry their place in the files. */
  private boolean positions() {
    return request.order() == RowOrder.GIVEN || request.data().series().split().byTime();
  }

  private RowKeys positions(RowSet set, FileOrder order, Fractions fractions) {
    List<Integer> rows = request.data().series().split().rows();
    if (set != RowSet.TRAINING || rows.isEmpty()) {
      return order.keys(set.ordinal(), request.seed(), fractions);
    }
    var cut = new GivenKeys.Cut(rows.get(0), rows.get(1), rows.get(2));
    return order.keys(set.ordinal(), request.seed(), fractions, cut);
  }

  private static Iterator<byte[]> finished(RowCursor cursor, RowKeys keys) {
    RowWriter writer = new RowWriter();
    return new Iterator<>() {
      private boolean ready;
      private boolean known;

      @Override
      public boolean hasNext() {
        if (!known) {
          ready = cursor.next();
          known = true;
        }
        return ready;
      }

      @Override
      public byte[] next() {
        if (!hasNext()) {
          throw new NoSuchElementException("no more rows");
        }
        known = false;
        cursor.write(writer);
        return keys.finish(writer, cursor);
      }
    };
  }

  /** Rows of files of their own that are not trained on stay as they are. */
  private int repeatedSets(Map<RowSet, RowSource> sources) {
    boolean drop =
        request.data().prepare().stream()
            .anyMatch(step -> step.kind() == PrepareSpec.Kind.DROP_DUPLICATES);
    if (drop && positions()) {
      throw new UserInputException(
          "data.prepare has dropDuplicates where "
              + (request.order() == RowOrder.GIVEN ? "train.order=given" : "data.split=time")
              + " (expected: "
              + (request.order() == RowOrder.GIVEN ? "shuffled" : "hash")
              + ", as dropping leaves gaps in the order); set one of them");
    }
    int sets = 0;
    for (RowSet set : RowSet.values()) {
      boolean cut = set == RowSet.TRAINING || !sources.containsKey(set);
      sets |= drop && cut ? 1 << set.ordinal() : 0;
    }
    return sets;
  }
}
