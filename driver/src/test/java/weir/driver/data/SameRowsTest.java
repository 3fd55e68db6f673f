package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.driver.data.Jobs.DROP_DUPLICATES;
import static weir.driver.data.Jobs.IMPUTE;
import static weir.driver.data.Jobs.ONE_HOT;
import static weir.driver.data.Jobs.STANDARDIZE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.RDDBlockId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;
import weir.driver.LocalSpark;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.HoldOut;
import weir.driver.config.ImageSpec;
import weir.driver.config.RowOrder;
import weir.driver.config.SeriesSpec;
import weir.driver.config.TableSpec;

/** Ranks, splits, statistics and packed rows do not depend on how the input lies around. */
class SameRowsTest {
  private static final TableSpec TABLE =
      TableSpec.DEFAULT.withLabels(List.of("kind")).withColumns(List.of("a", "b", "town", "kind"));

  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void makeRows() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 1500; i++) {
      String town = List.of("Oslo", "Rome", "Bern").get(random.nextInt(3));
      String b = random.nextInt(20) == 0 ? "?" : String.valueOf(random.nextInt(100_000) / 7.0);
      String kind = random.nextBoolean() ? "yes" : "no";
      lines.add(random.nextInt(1000) / 10.0 + ", " + b + ", " + town + ", " + kind);
    }
    lines.addAll(lines.subList(0, 100));
  }

  private DataSpec write(String name, int files, List<String> rows) throws IOException {
    Path target = Files.createDirectory(folder.resolve(name));
    for (int file = 0; file < files; file++) {
      List<String> part =
          rows.subList(rows.size() * file / files, rows.size() * (file + 1) / files);
      Files.write(target.resolve("part" + file + ".csv"), part);
    }
    return Jobs.withTest(
        Jobs.csv(target, TABLE, DROP_DUPLICATES, IMPUTE, ONE_HOT, STANDARDIZE), HoldOut.of(0.25));
  }

  private record Everything(
      List<Object> training,
      List<Object> test,
      String preparation,
      PreparedData.RowCounts counts) {}

  private static Everything load(DataSpec spec, int workers) {
    try (PreparedData data = Jobs.load(Jobs.classes(spec, 4, workers))) {
      return new Everything(
          Jobs.bits(data.training()),
          Jobs.bits(data.test()),
          data.preparation().toJson(),
          data.counts());
    }
  }

  @Test
  void ofOneFileAndOfSevenInAnotherOrder() throws IOException {
    List<String> reversed = new ArrayList<>(lines);
    Collections.reverse(reversed);
    Everything one = load(write("one", 1, lines), 2);
    assertThat(load(write("seven", 7, reversed), 2)).isEqualTo(one);
    assertThat(one.counts().training() + one.counts().test())
        .isEqualTo(new HashSet<>(lines).size());
  }

  @Test
  void blocksThatAreGoneArePackedAgain() throws IOException {
    try (PreparedData data = Jobs.load(Jobs.classes(write("gone", 3, lines), 4, 2))) {
      List<Object> expected = Jobs.bits(data.training());
      RDDBlockId block = new RDDBlockId(data.cached().id(), 1);
      BlockManager blocks = SparkEnv.get().blockManager();
      blocks.removeBlock(block, true);
      assertThat(blocks.getStatus(block).isDefined()).isFalse();
      data.restore();
      assertThat(blocks.getStatus(block).isDefined()).isTrue();
      assertThat(Jobs.bits(data.training())).isEqualTo(expected);
    }
  }

  @Test
  void ofAnyNumberOfWorkersAndPartitions() throws IOException {
    DataSpec spec = write("rows", 3, lines);
    Everything two = load(spec, 2);
    assertThat(load(spec, 1)).isEqualTo(two);
    assertThat(load(spec, 4)).isEqualTo(two);
    SparkSession spark = LocalSpark.session();
    String before = spark.conf().get("spark.sql.files.maxPartitionBytes");
    try {
      spark.conf().set("spark.sql.files.maxPartitionBytes", "4096");
      assertThat(load(spec, 2)).isEqualTo(two);
    } finally {
      spark.conf().set("spark.sql.files.maxPartitionBytes", before);
    }
  }

  @Test
  void ofRowsInParquet() throws IOException {
    SparkSession spark = LocalSpark.session();
    var rows = spark.range(700).selectExpr("id % 3 label", "array(float(id), float(id * id)) x");
    List<List<List<Float>>> found = new ArrayList<>();
    for (int files : new int[] {1, 5}) {
      String path = folder.resolve("parquet" + files).toString();
      rows.repartition(files).write().parquet(path);
      DataSpec spec =
          new DataSpec(
              DataFormat.PARQUET,
              List.of(path),
              HoldOut.NONE,
              HoldOut.NONE,
              Jobs.table("label", true),
              ImageSpec.AS_FOUND,
              List.of(STANDARDIZE),
              SeriesSpec.NONE);
      try (PreparedData data = Jobs.load(Jobs.classes(spec, 4, 2))) {
        found.add(Jobs.rows(data.training()));
      }
    }
    assertThat(found.get(0)).hasSize(700).isEqualTo(found.get(1));
  }

  @Test
  void partitionsHoldTheLeavesOfTheirWorker() throws IOException {
    try (PreparedData data = Jobs.load(Jobs.classes(write("rows", 2, lines), 8, 3))) {
      List<Set<Integer>> leaves =
          data.training()
              .mapPartitions(
                  blocks -> {
                    Set<Integer> seen = new HashSet<>();
                    blocks.forEachRemaining(block -> seen.add(block.virtualWorker()));
                    return List.of(seen).iterator();
                  })
              .collect();
      assertThat(leaves).containsExactly(Set.of(0, 1), Set.of(2, 3, 4), Set.of(5, 6, 7));
      long largest = data.counts().training() / 8 + 1;
      assertThat(
              data.training()
                  .mapToPair(block -> new Tuple2<>(block.virtualWorker(), block.rows()))
                  .reduceByKey(Integer::sum)
                  .values()
                  .collect())
          .allSatisfy(rows -> assertThat(rows.longValue()).isBetween(largest - 1, largest));
    }
  }

  @Test
  void anotherSeedRanksAndSplitsAnew() throws IOException {
    DataSpec spec = write("rows", 1, lines);
    DataRequest other = new DataRequest(spec, RowOrder.SHUFFLED, 2, 4, 2, TargetKind.CLASSES, 0, 0);
    try (PreparedData data = Jobs.load(other)) {
      assertThat(Jobs.bits(data.training())).isNotEqualTo(load(spec, 2).training());
    }
  }

  @Test
  void givenOrderKeepsFilesInOrderAndHoldsOutTheLastRows() throws IOException {
    Path target = Files.createDirectory(folder.resolve("series"));
    for (int file = 0; file < 3; file++) {
      List<String> rows = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        rows.add(100 * file + i + "," + (100 * file + i) / 2.0);
      }
      Files.write(target.resolve("part" + file + ".csv"), rows);
    }
    DataSpec spec = Jobs.withTest(Jobs.csv(target, Jobs.table("1", false)), HoldOut.of(0.1));
    DataRequest request = new DataRequest(spec, RowOrder.GIVEN, 1, 2, 1, TargetKind.NUMBER, 1, 0);
    try (PreparedData data = Jobs.load(request)) {
      List<List<Float>> rows = Jobs.rows(data.training());
      assertThat(rows).hasSize(270);
      assertThat(rows.get(0)).containsExactly(0f, 0f);
      assertThat(rows.get(1)).containsExactly(1f, 2f);
      assertThat(rows.get(135)).containsExactly(0.5f, 1f);
      assertThat(rows.get(269)).containsExactly(134.5f, 269f);
      assertThat(Jobs.rows(data.test()))
          .extracting(row -> row.get(1))
          .containsExactlyInAnyOrderElementsOf(expected(270, 300));
    }
  }

  private static List<Float> expected(int from, int to) {
    List<Float> numbers = new ArrayList<>();
    for (int i = from; i < to; i++) {
      numbers.add((float) i);
    }
    return numbers;
  }
}
