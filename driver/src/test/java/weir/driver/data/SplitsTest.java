package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.UserInputException;
import weir.driver.config.JobSpec;
import weir.driver.config.RowOrder;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;

/** Rows are held out by their hash, one by one, or of each class its share. */
class SplitsTest {
  @TempDir Path folder;

  /** 60 rows of class a (40 of them equal), 30 of b, 10 of c. */
  private static List<String> lines() {
    List<String> lines = new ArrayList<>(Collections.nCopies(40, "1,2,a"));
    for (int row = 0; row < 60; row++) {
      lines.add(row + "," + row % 7 + "," + (row < 20 ? "a" : row < 50 ? "b" : "c"));
    }
    return lines;
  }

  /** The rows in so many files. */
  private void write(List<String> lines, int files) throws Exception {
    Files.createDirectories(folder.resolve("d"));
    for (int file = 0; file < files; file++) {
      List<String> part = new ArrayList<>(List.of("x,y,label"));
      for (int row = file; row < lines.size(); row += files) {
        part.add(lines.get(row));
      }
      Files.write(folder.resolve("d/" + files + "-" + file + ".csv"), part);
    }
  }

  private JobSpec job(String data, String... overrides) throws Exception {
    String text =
        "data: {train: d/*.csv, label: label, "
            + data
            + "}\nmodel: {layers: [{dense: 3}]}\nloss: crossEntropy\noptimizer: {sgd:"
            + " {learningRate: 0.1}}\n";
    Path file = Files.writeString(folder.resolve("job.yaml"), text);
    return JobFile.read(Location.of(file), List.of(overrides));
  }

  private PreparedData load(String data, long seed, int workers) throws Exception {
    JobSpec job = job(data);
    return Jobs.load(
        new DataRequest(job.data(), RowOrder.SHUFFLED, seed, 4, workers, TargetKind.CLASSES, 3, 0));
  }

  private static Map<Float, Integer> classes(List<List<Float>> rows) {
    Map<Float, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(row.get(0), 1, Integer::sum));
    return counts;
  }

  @Test
  void randomHoldsOutExactSharesWhereTheHashCannot() throws Exception {
    write(lines(), 1);

    try (PreparedData random =
            load("split: random, testFraction: 0.2, validationFraction: 0.1", 7, 2);
        PreparedData hash = load("split: hash, testFraction: 0.2, validationFraction: 0.1", 7, 2)) {
      assertThat(random.counts()).isEqualTo(new PreparedData.RowCounts(70, 10, 20));
      assertThat(hash.counts().training() + hash.counts().test() + hash.counts().validation())
          .isEqualTo(100);
      assertThat(Jobs.rows(random.test())).contains(List.of(0f, 1f, 2f));
      assertThat(Jobs.rows(random.training())).contains(List.of(0f, 1f, 2f));
    }
  }

  @Test
  void stratifiedGivesEachClassItsShare() throws Exception {
    write(lines(), 1);

    try (PreparedData data =
        load("split: stratified, testFraction: 0.2, validationFraction: 0.1", 7, 2)) {
      assertThat(classes(Jobs.rows(data.test()))).isEqualTo(Map.of(0f, 12, 1f, 6, 2f, 2));
      assertThat(classes(Jobs.rows(data.validation()))).isEqualTo(Map.of(0f, 6, 1f, 3, 2f, 1));
      assertThat(classes(Jobs.rows(data.training()))).isEqualTo(Map.of(0f, 42, 1f, 21, 2f, 7));
    }
  }

  @Test
  void aClassOfOneRowKeepsItToLearnFrom() throws Exception {
    write(List.of("1,1,a", "2,2,b", "3,3,c"), 1);

    for (int seed = 1; seed <= 8; seed++) {
      try (PreparedData data = load("split: stratified, testFraction: 0.9", seed, 1)) {
        assertThat(data.counts()).isEqualTo(new PreparedData.RowCounts(3, 0, 0));
      }
    }
  }

  @Test
  void bothDependOnTheRowsAndTheSeedAlone() throws Exception {
    for (String split : List.of("random", "stratified")) {
      String data = "split: " + split + ", testFraction: 0.25";
      write(lines(), 1);
      List<List<Float>> once;
      List<List<Float>> otherSeed;
      try (PreparedData first = load(data, 7, 1);
          PreparedData second = load(data, 8, 1)) {
        once = Jobs.rows(first.test());
        otherSeed = Jobs.rows(second.test());
      }
      Files.delete(folder.resolve("d/1-0.csv"));
      List<String> mixed = lines();
      Collections.shuffle(mixed, new Random(3));
      write(mixed, 5);
      try (PreparedData other = load(data, 7, 4)) {
        assertThat(Jobs.rows(other.test())).as(split).isEqualTo(once);
      }
      assertThat(otherSeed).as(split).isNotEqualTo(once);
      for (int file = 0; file < 5; file++) {
        Files.delete(folder.resolve("d/5-" + file + ".csv"));
      }
    }
  }

  @Test
  void repeatedRowsAreDroppedBeforeTheRestIsCut() throws Exception {
    write(lines(), 1);

    try (PreparedData data =
        load("split: random, testFraction: 0.2, prepare: [dropDuplicates]", 7, 2)) {
      assertThat(data.counts().training() + data.counts().test()).isEqualTo(61);
      assertThat(data.counts().test()).isBetween(12L, 13L);
    }
  }

  @Test
  void stratifiedNeedsClassesAndBothAnOrderThatMeansNothing() {
    assertThatThrownBy(() -> job("split: stratified", "loss=meanSquaredError"))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining(
            "data.split=stratified (expected: random, hash or time, as rows have no class each;"
                + " stratified needs one label and a loss over classes)");
    assertThatThrownBy(() -> job("split: random", "train.order=given"))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining(
            "data.split=random (expected: time beside train.order=given, which holds out the last"
                + " rows)");
  }
}
