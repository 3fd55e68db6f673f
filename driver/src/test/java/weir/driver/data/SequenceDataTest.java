package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.DataFormats.text;
import static weir.driver.api.TextSteps.characters;
import static weir.driver.api.TextSteps.hashed;
import static weir.driver.api.TextSteps.words;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.UserInputException;
import weir.driver.api.Data;
import weir.driver.config.RowOrder;
import weir.driver.config.TextLabel;
import weir.driver.config.TextStep.Side;
import weir.driver.data.prepare.FittedColumn.IdsColumn;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.text.Vocabulary;
import weir.worker.data.RowBlock;

/** Texts as sequences: windows over their tokens, and the tokens that follow. */
class SequenceDataTest {
  @TempDir Path folder;

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static Data sequence(String... files) {
    return text(files).label(TextLabel.NEXT);
  }

  private static PreparedData load(Data data, int virtualWorkers, int workers) {
    return Jobs.load(
        new DataRequest(
            data.spec(), RowOrder.GIVEN, 1, virtualWorkers, workers, TargetKind.CLASSES, 0, 0));
  }

  /** Windows in the order of the files as texts: {@code input>targets}. */
  private static List<String> rows(JavaRDD<RowBlock> blocks, Preparation preparation, int leaves) {
    IdsColumn column = (IdsColumn) preparation.columns().get(0);
    var vocabulary = new Vocabulary(column.vocabulary());
    List<String> rows = new ArrayList<>();
    for (RowBlock block : blocks.collect()) {
      for (int row = 0; row < block.rows(); row++) {
        int place = (block.firstRow() + row) * leaves + block.virtualWorker();
        while (rows.size() <= place) {
          rows.add("");
        }
        rows.set(place, told(block, row, vocabulary));
      }
    }
    return rows;
  }

  private static String told(RowBlock block, int row, Vocabulary vocabulary) {
    assertThat(block.targetWidth()).isEqualTo(block.width());
    var text = new StringBuilder();
    for (int step = 0; step < block.width(); step++) {
      text.append(vocabulary.token((int) block.values()[row * block.width() + step]));
    }
    text.append('>');
    for (int step = 0; step < block.width(); step++) {
      text.append(vocabulary.token((int) block.targets()[row * block.width() + step]));
    }
    return text.toString();
  }

  @Test
  void everyCharacterButTheFirstOfAFileIsForetoldOnceAndNoWindowHoldsTwoFiles() throws IOException {
    Data data = sequence(write("a.txt", "abcd\n\nefé"), write("b.txt", "uvwxyz"));
    for (int workers : new int[] {1, 2}) {
      try (PreparedData loaded = load(data.tokens(characters(3)), 2, workers)) {
        assertThat(rows(loaded.training(), loaded.preparation(), 2))
            .containsExactly("abc>bcd", "d\n\n>\n\ne", "uvw>vwx");
        assertThat(loaded.targetWidth()).isEqualTo(3);
        assertThat(Preparation.ofJson(loaded.preparation().toJson()))
            .isEqualTo(loaded.preparation());
      }
    }
  }

  @Test
  void paddingAndTruncationDoNotMoveWindows() throws IOException {
    Data data = sequence(write("a.txt", "abcdefgh"));
    var tokens = characters(3).padding(Side.FRONT).truncation(Side.FRONT);
    try (PreparedData loaded = load(data.tokens(tokens), 1, 1)) {
      assertThat(rows(loaded.training(), loaded.preparation(), 1))
          .containsExactly("abc>bcd", "def>efg");
    }
  }

  @Test
  void theLastWindowsAreTheTestAndThoseBeforeThemTheValidation() throws IOException {
    Data data =
        sequence(write("a.txt", "abcdefghijklmnopqrstu"))
            .splitByTime()
            .validationFraction(0.2)
            .testFraction(0.1);
    try (PreparedData loaded = load(data.tokens(characters(2)), 1, 1)) {
      Preparation preparation = loaded.preparation();
      assertThat(rows(loaded.training(), preparation, 1)).hasSize(7).contains("mn>no");
      // What training rows do not hold is unknown.
      assertThat(rows(loaded.validation(), preparation, 1)).containsExactly("o>", ">");
      assertThat(rows(loaded.test(), preparation, 1)).containsExactly(">");
      assertThat(loaded.test().first().targets()).containsExactly(1, 1);
    }
  }

  @Test
  void wordsFollowEachOtherToo() throws IOException {
    Data data = sequence(write("a.txt", "To be, or not -- don't!"));
    try (PreparedData loaded = load(data.tokens(words(2)), 1, 1)) {
      assertThat(rows(loaded.training(), loaded.preparation(), 1))
          .containsExactly("tobe>be,", ",or>ornot", "not->--", "-don't>don't!");
      FittedTarget target = loaded.preparation().targets().get(0);
      assertThat(target.classes()).startsWith("<padding>", "<unknown>", "-").hasSize(10);
    }
  }

  private void refuses(Data data, String message) {
    assertThatThrownBy(() -> load(data, 1, 1).close())
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void whatIsNoSequenceIsRefused() throws IOException {
    Data data = sequence(write("a.txt", "abcd"));
    refuses(
        data.tokens(characters(4)),
        "a.txt leaves no 5 characters in a row to train on (expected: one token more than"
            + " steps=4)");
    refuses(data, "data.prepare=[] (expected: characters or words alone, beside data.label=next)");
    refuses(data.hash(hashed(9)), "data.prepare=[hash] (expected: characters or words alone");
    Path bytes =
        Files.write(folder.resolve("l.txt"), "abcdé".getBytes(StandardCharsets.ISO_8859_1));
    refuses(
        sequence(bytes.toString()).tokens(characters(2)),
        "l.txt window 1 holds bytes that are not UTF-8; set data.charset");
  }

  @Test
  void theLastLayerHasAsManyUnitsAsTheVocabularyHasIds() throws IOException {
    Data data = sequence(write("a.txt", "abcab")).tokens(characters(2));
    var request = new DataRequest(data.spec(), RowOrder.GIVEN, 1, 1, 1, TargetKind.CLASSES, 9, 0);
    assertThatThrownBy(() -> Jobs.load(request).close())
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("the last layer has 9 units (expected: 5, the ids of the vocabulary");
  }
}
