package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.DataFormats.text;
import static weir.driver.api.TextSteps.characters;
import static weir.driver.api.TextSteps.hashed;
import static weir.driver.api.TextSteps.words;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.api.Data;
import weir.driver.config.DataFormat;
import weir.driver.config.HashSpec;
import weir.driver.config.ImageSpec;
import weir.driver.config.TextLabel;
import weir.driver.config.TextStep.Side;
import weir.driver.data.predict.PredictionBlock;
import weir.driver.data.predict.PredictionInput;
import weir.driver.data.prepare.FittedColumn.IdsColumn;
import weir.driver.data.prepare.Preparation;
import weir.tensor.Shape;
import weir.worker.data.RowBlock;

/** Texts from files to packed rows. */
class TextDataTest {
  @TempDir Path folder;

  private String write(String name, String... lines) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    return Files.write(folder.resolve(name), List.of(lines)).toString();
  }

  private static PreparedData load(Data data) {
    return load(data, 1);
  }

  private static PreparedData load(Data data, int workers) {
    return Jobs.load(Jobs.classes(data.spec(), 1, workers));
  }

  private static List<String> vocabulary(PreparedData data) {
    return ((IdsColumn) data.preparation().columns().get(0)).vocabulary();
  }

  /** The packed rows without regard to their ranks. */
  private static List<List<Float>> rows(Data data) {
    try (PreparedData loaded = load(data)) {
      return Jobs.rows(loaded.training());
    }
  }

  private static List<Float> row(double... numbers) {
    List<Float> row = new ArrayList<>();
    for (double number : numbers) {
      row.add((float) number);
    }
    return row;
  }

  @Test
  void wordsBecomeIdsByFrequencyCutAndPaddedInFront() throws IOException {
    String file = write("t.txt", "x b a c a", "", "y  a b d", "x a");
    Data data = text(file).label(TextLabel.FIRST_WORD);
    try (PreparedData loaded = load(data.tokens(words(3).vocabulary(5)))) {
      assertThat(vocabulary(loaded)).containsExactly("a", "b", "c");
      assertThat(loaded.preparation().classes()).containsExactly("x", "y");
      assertThat(Jobs.rows(loaded.training()))
          .containsExactlyInAnyOrder(row(0, 2, 4, 2), row(1, 2, 3, 1), row(0, 0, 0, 2));
      assertThat(Preparation.ofJson(loaded.preparation().toJson())).isEqualTo(loaded.preparation());
    }
    assertThat(rows(data.tokens(words(3).padding(Side.BACK).truncation(Side.BACK).minCount(2))))
        .containsExactlyInAnyOrder(row(0, 3, 2, 1), row(1, 2, 3, 1), row(0, 2, 0, 0));
  }

  @Test
  void charactersBecomeIdsAndTheFileTellsTheClass() throws IOException {
    String up = write("lines.up", "aab", "ba");
    String down = write("lines.down", "B a");
    Data data = text(up, down).label(TextLabel.FILE);
    try (PreparedData loaded = load(data.tokens(characters(4)))) {
      assertThat(vocabulary(loaded)).containsExactly("a", "b", " ", "B");
      assertThat(loaded.preparation().classes()).containsExactly("lines.down", "lines.up");
      assertThat(Jobs.rows(loaded.training()))
          .containsExactlyInAnyOrder(row(1, 0, 2, 2, 3), row(1, 0, 0, 3, 2), row(0, 0, 5, 4, 2));
    }
    assertThat(rows(data.tokens(characters(2).lowerCase(true)))).contains(row(0, 4, 2));
  }

  @Test
  void wholeFilesBecomeRowsAndTheirFolderTellsTheClass() throws IOException {
    write("books/cat/1.txt", "one", "two");
    write("books/cat/2.txt", "two");
    write("books/dog/1.txt", "", "one two two");
    Data books = text(folder.resolve("books").toString()).label(TextLabel.FOLDER);
    try (PreparedData loaded = load(books.tokens(words(3)))) {
      assertThat(loaded.preparation().classes()).containsExactly("cat", "dog");
      assertThat(Jobs.rows(loaded.training()))
          .containsExactlyInAnyOrder(row(0, 0, 3, 2), row(0, 0, 0, 2), row(1, 3, 2, 2));
    }
    write("books/dog/2.txt", " ");
    refuses(books.tokens(words(3)), "2.txt, column text: a text without words");
  }

  @Test
  void columnsOfTextsStandBesideNumbers() throws IOException {
    String file =
        write("t.tsv", "y\tn\tone\tother", "a\t1\t\"Well\" said\tq", "b\t2\tsaid \"so\"\tr r");
    Data data = csv(file).label("y").separator('\t').withoutQuotes();
    assertThat(rows(data.tokens(words(2).withoutPunctuation().columns("one", "other")).scale("n")))
        .containsExactlyInAnyOrder(row(0, 0, 4, 2, 0, 3), row(1, 1, 2, 3, 2, 2));
  }

  @Test
  void runsOfWordsBecomeFeaturesOfSparseRows() throws IOException {
    String file = write("t.txt", "x to be to be", "y be");
    Data data = text(file).label(TextLabel.FIRST_WORD);
    // to: 2, be: 2, "to be": 2, "be to": 1.
    List<Float> sums = new ArrayList<>();
    for (HashSpec.Weight weight : HashSpec.Weight.values()) {
      Data hashing = data.hash(hashed(1 << 20).ngrams(2).weight(weight).withoutNormalization());
      try (PreparedData loaded = load(hashing)) {
        assertThat(loaded.sparse()).isTrue();
        assertThat(loaded.width()).isEqualTo(1 << 20);
        RowBlock block = loaded.training().first();
        assertThat(block.columns()).hasSize(5);
        int to = block.targets()[0] == 0 ? 0 : 1;
        assertThat(block.rowStart()[to + 1] - block.rowStart()[to]).isEqualTo(4);
        float sum = 0;
        for (float value : block.values()) {
          sum += value;
        }
        sums.add(sum);
      }
    }
    assertThat(sums.get(0)).isEqualTo(8);
    assertThat(sums.get(1)).isEqualTo(5);
    assertThat(sums.get(2)).isEqualTo((float) (5 + 3 * Math.log(2)));
    assertThat(rows(data.hash(hashed(1)))).containsExactlyInAnyOrder(row(0, 0, 1), row(1, 0, 1));
  }

  @Test
  void areTheSameBitsForAnySplitOfTheInputAndAnyWorkers() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      StringBuilder line = new StringBuilder(random.nextBoolean() ? "yes" : "no");
      for (int word = random.nextInt(1, 30); word > 0; word--) {
        line.append(" w").append(random.nextInt(200) * random.nextInt(200) / 200);
      }
      lines.add(line.toString());
    }
    String one = write("one/all.txt", lines.toArray(String[]::new));
    Collections.reverse(lines);
    for (int file = 0; file < 5; file++) {
      write("five/" + file, lines.subList(120 * file, 120 * file + 120).toArray(String[]::new));
    }
    for (boolean ids : new boolean[] {true, false}) {
      List<Object> expected = bits(one, 1, ids);
      assertThat(bits(folder.resolve("five").toString(), 4, ids)).isEqualTo(expected);
      SparkSession spark = LocalSpark.session();
      String before = spark.conf().get("spark.sql.files.maxPartitionBytes");
      try {
        spark.conf().set("spark.sql.files.maxPartitionBytes", "4096");
        assertThat(bits(one, 2, ids)).isEqualTo(expected);
      } finally {
        spark.conf().set("spark.sql.files.maxPartitionBytes", before);
      }
    }
  }

  private static List<Object> bits(String path, int workers, boolean ids) {
    Data data = text(path).label(TextLabel.FIRST_WORD).testFraction(0.2);
    Data prepared =
        ids ? data.tokens(words(20).vocabulary(100)) : data.hash(hashed(1000).ngrams(2));
    try (PreparedData loaded = Jobs.load(Jobs.classes(prepared.spec(), 4, workers))) {
      return List.of(
          Jobs.bits(loaded.training()),
          Jobs.bits(loaded.test()),
          loaded.preparation().toJson(),
          loaded.counts());
    }
  }

  @Test
  void theVeryTestRowsAreLoadedAgainForEvaluation() throws IOException {
    String[] lines = new String[100];
    Arrays.setAll(lines, i -> "c" + i % 2 + " w" + i + " w" + i % 7);
    Data texts = text(write("t.txt", lines)).label(TextLabel.FIRST_WORD).testFraction(0.3);
    for (Data data : List.of(texts.tokens(words(3)), texts.hash(hashed(50)))) {
      DataRequest request = Jobs.classes(data.spec(), 2, 2);
      try (PreparedData loaded = Jobs.load(request);
          PreparedData again =
              new DataLoader(LocalSpark.session(), request)
                  .loadTest(loaded.preparation(), loaded.input())) {
        assertThat(loaded.counts().test()).isBetween(15L, 45L);
        assertThat(Jobs.bits(again.test())).isEqualTo(Jobs.bits(loaded.test()));
      }
    }
  }

  @Test
  void bytesOfAnotherCharacterSetAreReadOrRefused() throws IOException {
    Path file = folder.resolve("latin.txt");
    Files.write(file, "x fine\ny caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    Data data = text(file.toString()).label(TextLabel.FIRST_WORD).tokens(words(2));
    refuses(data, "latin.txt line 2 holds bytes that are not UTF-8; set data.charset");
    try (PreparedData loaded = load(data.charset("ISO-8859-1"))) {
      assertThat(vocabulary(loaded)).containsExactly("caf\u00e9", "fine");
    }
    Path cells = folder.resolve("latin.csv");
    Files.write(cells, "y,t\nx,fine\ny,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    Data table = csv(cells.toString()).label("y").tokens(words(2));
    refuses(table, "latin.csv line 3 holds bytes that are not UTF-8; set data.charset");
    try (PreparedData loaded = load(table.charset("ISO-8859-1"))) {
      assertThat(vocabulary(loaded)).containsExactly("caf\u00e9", "fine");
    }
  }

  private static void refuses(Data data, String... parts) {
    assertThatThrownBy(() -> load(data).close())
        .isInstanceOf(UserInputException.class)
        .hasMessageContainingAll(parts)
        .extracting(Throwable::getMessage)
        .satisfies(message -> assertThat(message).doesNotContain("\n"));
  }

  @Test
  void aTextWithoutTokensIsRefused() throws IOException {
    Data lines = text(write("l.txt", "x a", " ", "y")).label(TextLabel.FIRST_WORD);
    refuses(
        lines.tokens(words(3)),
        "l.txt line 3, column text: a text without words (expected: a text with words)",
        "repair the row");
    refuses(lines.hash(hashed(9)), "l.txt line 3, column text: a text without words");
    refuses(lines.tokens(characters(3)), "l.txt line 3, column text: a text without characters");
    Data cells = csv(write("c.csv", "t,y", "a,x", ",y", "b,y")).label("y");
    refuses(
        cells.tokens(words(3)), "c.csv line 3, column t: no text (expected: a text with words)");
  }

  @Test
  void stepsThatDoNotFitTheColumnsAreRefused() throws IOException {
    Data cells = csv(write("c.csv", "t,n,y", "a,1,x", "b,2,y")).label("y");
    refuses(cells.tokens(words(3).columns("v")), "words of column v (expected: one of [t, n, y]");
    refuses(
        cells.tokens(words(3)).tokens(characters(3).columns("t")),
        "data.prepare: characters of column t (expected: no second step beside words)");
    refuses(
        cells.hash(hashed(9).column("t")),
        "hash of one of columns [t, n] (expected: the text alone; set data.features)");
    refuses(
        cells.tokens(words(3).columns("y")),
        "words of label y (expected: scale or standardize alone");
    String rows = folder.resolve("p").toString();
    LocalSpark.session().range(9).selectExpr("id x", "id % 2 y").write().parquet(rows);
    Data numbers = weir.driver.api.DataFormats.parquet(rows).label("y");
    refuses(numbers.tokens(words(3).columns("x")), "words of column x of numbers (expected: texts");
    refuses(cells, "columns [t] hold texts (expected: numbers); add oneHot, words, characters or");
  }

  @Test
  void predictsLinesThatHoldTheTextAlone() throws IOException {
    Data data = text(write("t.txt", "x a b", "y b")).label(TextLabel.FIRST_WORD);
    Preparation preparation;
    try (PreparedData loaded = load(data.tokens(words(2)))) {
      preparation = loaded.preparation();
    }
    PredictionInput input = input(data, preparation, write("new.txt", "b a", "c", "a"));
    assertThat(input.columns().fieldNames()).containsExactly("row", "text");
    PredictionBlock block = input.blocks().first();
    assertThat(block.rows().values()).containsExactly(2, 3, 0, 1, 0, 3);
    assertThat(block.originals()).extracting((Row row) -> row.getString(1)).startsWith("b a");
    PredictionInput empty = input(data, preparation, write("bad.txt", "a", "\u00a0"));
    assertThatThrownBy(() -> empty.blocks().collect())
        .satisfies(
            failure ->
                assertThat(empty.explain((Exception) failure))
                    .isInstanceOf(UserInputException.class)
                    .hasMessageContaining("bad.txt line 2, column text: a text without words"));
  }

  private static PredictionInput input(Data data, Preparation preparation, String path) {
    return new PredictionInput(
        LocalSpark.session(),
        new InputFiles(DataFormat.TEXT, List.of(path), data.spec().table(), ImageSpec.AS_FOUND),
        new Shape(preparation.width()),
        preparation,
        null);
  }
}
