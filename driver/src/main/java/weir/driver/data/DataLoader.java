package weir.driver.data;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import weir.driver.UserInputException;
import weir.driver.config.BadRows;
import weir.driver.config.ColumnKind;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.MeaningSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.config.RowOrder;
import weir.driver.config.SplitSpec;
import weir.driver.config.TableSpec;
import weir.driver.config.Unlabelled;
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
import weir.driver.data.rank.Quotas;
import weir.driver.data.rank.RowKeys;
import weir.driver.data.rank.RowShuffle;
import weir.driver.data.rank.Survey;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowBytes;
import weir.driver.data.source.RowSource;
import weir.driver.data.source.TextSource;
import weir.driver.report.PrepareProgress;
import weir.tensor.Shape;

/**
 * From the files of a job to packed rows on the executors, in two Spark jobs: the first reads,
 * sorts by hash and surveys; preparation is fitted in between; the second ranks, prepares, packs,
 * caches. Where bad rows are skipped, and some are bad for what was fitted, both are done again
 * without them.
 */
public final class DataLoader {
  private final SparkSession spark;
  private final DataRequest request;
  private final Frames frames;
  private final Consumer<PrepareProgress> heard;
  private final Consumer<PackedSize> weighed;

  /** For one training on files. */
  public DataLoader(SparkSession spark, DataRequest request) {
    this(spark, request, Frames.NONE, progress -> {});
  }

  /** For rows that are told how far they are, and fit into memory whatever they weigh. */
  public DataLoader(
      SparkSession spark, DataRequest request, Frames frames, Consumer<PrepareProgress> heard) {
    this(spark, request, frames, heard, size -> {});
  }

  /**
   * For one training that tells how far it is.
   *
   * @param frames the rows of format frame
   * @param heard is called by a thread of Spark's, one call at a time, while loading alone
   * @param weighed is told what the rows will take, before they are packed; it may refuse them
   */
  public DataLoader(
      SparkSession spark,
      DataRequest request,
      Frames frames,
      Consumer<PrepareProgress> heard,
      Consumer<PackedSize> weighed) {
    this.spark = spark;
    this.request = request;
    this.frames = frames;
    this.heard = heard;
    this.weighed = weighed;
  }

  /**
   * Loads and caches; may take as long as reading the data takes.
   *
   * @throws UserInputException when the files or the options cannot be used, in one line
   */
  public PreparedData load() {
    return watch().during(() -> load(withNumberLabels(request.data()), false, null));
  }

  /** Where the loss compares numbers, labels are numbers unless the user says otherwise. */
  private DataSpec withNumberLabels(DataSpec data) {
    TableSpec table = data.table();
    boolean numbers = request.target() == TargetKind.NUMBER || table.labels().size() > 1;
    List<String> labels =
        data.format() == DataFormat.TEXT ? List.of(TextSource.LABEL) : table.labels();
    Map<String, ColumnKind> kinds = new TreeMap<>();
    for (String label : numbers ? labels : List.<String>of()) {
      kinds.put(label, table.meaning().types().getOrDefault(label, ColumnKind.NUMBER));
    }
    return data.withTypes(kinds);
  }

  /**
   * Loads.
   *
   * @param fitted to the rows the last time, where some of them did not fit; null: nothing was
   */
  private PreparedData load(DataSpec data, boolean whole, Preparation fitted) {
    List<RowSource> opened = new ArrayList<>();
    try {
      Map<RowSet, RowSource> sources = Sources.open(spark, data, frames, whole);
      opened.addAll(sources.values());
      return load(data, whole, sources, fitted);
    } catch (Exception failure) {
      if (!whole && DataErrors.isOpenQuote(failure)) {
        return load(data, true, fitted);
      }
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
    return watch().during(() -> loadTest(preparation, input, false));
  }

  private PreparedData loadTest(Preparation preparation, Shape input, boolean whole) {
    List<RowSource> opened = new ArrayList<>();
    try {
      DataSpec data = request.data().withTypes(preparation.kinds());
      Map<RowSet, RowSource> sources = Sources.openTest(spark, data, frames, preparation, whole);
      sources.forEach((set, source) -> Sources.check(source, input, "data"));
      opened.addAll(sources.values());
      return loadTest(data, sources, preparation);
    } catch (Exception failure) {
      if (!whole && DataErrors.isOpenQuote(failure)) {
        return loadTest(preparation, input, true);
      }
      throw DataErrors.explain(failure, opened);
    }
  }

  private PrepareWatch watch() {
    return new PrepareWatch(spark.sparkContext(), heard);
  }

  private PreparedData loadTest(
      DataSpec data, Map<RowSet, RowSource> sources, Preparation preparation) {
    FitPlan plan = plan(sources);
    List<RowSource> opened = List.copyOf(sources.values());
    RowNotes notes = notes();
    RowFilter filter =
        new RowFilter(
            plan.schema(),
            data.table().meaning(),
            new FittedGuard(plan.schema(), preparation, opened.get(0).firstIndex()));
    JavaRDD<byte[]> read = read(sources, filter, notes);
    HashRanges ranges = ranges(read);
    int test = RowSet.TEST.ordinal();
    JavaRDD<byte[]> sorted = sorted(sources, read, ranges).filter(row -> RowBytes.set(row) == test);
    Survey survey = Survey.of(sorted, ranges, plan, RowSet.values().length);
    new TestChecks(sources, request).check(survey, preparation);
    return pack(sources, sorted, survey, preparation).noted(told(notes, opened), Insights.NONE);
  }

  private RowNotes notes() {
    RowNotes notes = new RowNotes();
    spark.sparkContext().register(notes, "rows left out");
    return notes;
  }

  private static List<String> told(RowNotes notes, List<RowSource> sources) {
    return NotedRows.lines(notes.value(), row -> DataErrors.place(row, sources));
  }

  private PreparedData load(
      DataSpec data, boolean whole, Map<RowSet, RowSource> sources, Preparation fitted) {
    FitPlan plan = plan(sources);
    RowNotes notes = notes();
    RowSource training = sources.get(RowSet.TRAINING);
    var filter =
        new RowFilter(plan.schema(), data.table().meaning(), complaint(plan, training, fitted));
    JavaRDD<byte[]> read = read(sources, filter, notes);
    HashRanges ranges = ranges(read);
    JavaRDD<byte[]> sorted = cut(plan.schema(), sorted(sources, read, ranges));
    Survey survey = Survey.of(sorted, ranges, plan, RowSet.values().length);
    Map<String, ColumnKind> texts =
        new GuessedKinds(training, plan, survey, cut(sources)).mistaken();
    if (!texts.isEmpty()) {
      return load(data.withTypes(texts), whole, null);
    }
    RawSchema schema = plan.schema();
    var fitting = new PreparationFitting(request, sources, plan, survey);
    Preparation preparation =
        fitting.fit(counts -> new MedianSearch(sorted, schema, survey).of(counts));
    try {
      fitting.check(preparation);
    } catch (UserInputException refused) {
      if (fitted == null && data.table().meaning().badRows() == BadRows.SKIP) {
        return load(data, whole, preparation);
      }
      throw refused;
    }
    return pack(sources, sorted, survey, preparation)
        .noted(
            told(notes, List.copyOf(sources.values())),
            new RowInsights(schema, survey.statistics()[RowSet.TRAINING.ordinal()], preparation)
                .look());
  }

  /** What is wrong with a row, as far as it is known when it is read. */
  private RowFilter.Complaint complaint(FitPlan plan, RowSource training, Preparation fitted) {
    return fitted == null
        ? new PlanGuard(
            plan,
            training.guessedNumbers(),
            request.target() == TargetKind.NUMBER,
            training.firstIndex())
        : new FittedGuard(plan.schema(), fitted, training.firstIndex());
  }

  /** The sets whose rows lie in the training files. */
  private static Set<RowSet> cut(Map<RowSet, RowSource> sources) {
    Set<RowSet> cut = EnumSet.allOf(RowSet.class);
    cut.removeIf(set -> set != RowSet.TRAINING && sources.containsKey(set));
    return cut;
  }

  private FitPlan plan(Map<RowSet, RowSource> sources) {
    RawSchema schema = sources.values().iterator().next().schema();
    return new FitPlan(
        schema,
        request.data().prepare(),
        request.target() != TargetKind.NUMBER,
        SparseExtent.most(request.inputWidth()));
  }

  /** As many as there were parts to read, so that what a task sorts fits into its memory. */
  private HashRanges ranges(JavaRDD<byte[]> read) {
    int slots = spark.sparkContext().defaultParallelism();
    return HashRanges.atLeast(Math.max(slots, read.getNumPartitions()));
  }

  private JavaRDD<byte[]> read(Map<RowSet, RowSource> sources, RowFilter filter, RowNotes notes) {
    checkOrder(filter.meaning());
    List<JavaRDD<byte[]>> read = new ArrayList<>();
    sources.forEach(
        (set, source) -> read.add(Phase.named("reading", rows(set, source, filter, notes))));
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
    if (preparation.width() == 0) {
      throw new UserInputException(
          "rows have no number to learn from (expected: >= 1); set data.features");
    }
    if (request.data().series().window() != null) {
      return new WindowPacking(request, preparation, sources).pack(sorted, survey, weighed);
    }
    JavaRDD<byte[]> placed =
        request.order() == RowOrder.GIVEN
            ? Placing.byPosition(sorted, request.virtualWorkers())
            : Placing.byRank(sorted, survey.firstRanks(), request.virtualWorkers());
    return new Packing(request, preparation, sources).pack(placed, survey, weighed);
  }

  /** Where rows are held out one by one: they are known once they are sorted. */
  private JavaRDD<byte[]> cut(RawSchema schema, JavaRDD<byte[]> sorted) {
    Fractions fractions = fractions();
    if (!request.data().series().split().byRow() || fractions.isNone()) {
      return sorted;
    }
    Quotas.Strata strata =
        request.data().series().split().kind() == SplitSpec.Kind.STRATIFIED
            ? new ClassStrata(schema)
            : Quotas.ONE;
    return new Quotas(RowSet.TRAINING.ordinal(), request.seed(), fractions, strata).cut(sorted);
  }

  private Fractions fractions() {
    DataSpec data = request.data();
    return new Fractions(
        data.validation().fraction(),
        RowSet.VALIDATION.ordinal(),
        data.test().fraction(),
        RowSet.TEST.ordinal());
  }

  private JavaRDD<byte[]> rows(RowSet set, RowSource source, RowFilter filter, RowNotes notes) {
    boolean byKey = set == RowSet.TRAINING && !request.data().series().split().byRow();
    Fractions fractions = byKey ? fractions() : Fractions.NONE;
    RowKeys keys =
        positions()
            ? positions(set, new FileOrder(source), fractions)
            : new HashKeys(set.ordinal(), request.seed(), fractions);
    return source.map(cursor -> new KeptRows(cursor, keys, filter, notes));
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

  /** Rows of files of their own that are not trained on stay as they are. */
  private int repeatedSets(Map<RowSet, RowSource> sources) {
    boolean drop =
        request.data().prepare().stream()
            .anyMatch(step -> step.kind() == PrepareSpec.Kind.DROP_DUPLICATES);
    if (drop && positions()) {
      throw gaps("data.prepare has dropDuplicates", "dropping");
    }
    int sets = 0;
    for (RowSet set : RowSet.values()) {
      boolean cut = set == RowSet.TRAINING || !sources.containsKey(set);
      sets |= drop && cut ? 1 << set.ordinal() : 0;
    }
    return sets;
  }

  private void checkOrder(MeaningSpec meaning) {
    if (meaning.leavesOut() && positions()) {
      boolean drops = meaning.unlabelled() == Unlabelled.DROP;
      throw gaps(drops ? "data.unlabelled=drop" : "data.badRows=skip", "leaving rows out");
    }
  }

  private UserInputException gaps(String what, String doing) {
    boolean given = request.order() == RowOrder.GIVEN;
    return new UserInputException(
        what
            + " where "
            + (given ? "train.order=given" : "data.split=time")
            + " (expected: "
            + (given ? "shuffled" : "hash")
            + ", as "
            + doing
            + " leaves gaps in the order); set one of them");
  }
}
