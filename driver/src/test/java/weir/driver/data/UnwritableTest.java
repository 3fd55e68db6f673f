package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.DataFormats.csv;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weir.driver.UserInputException;
import weir.driver.api.ReadyModel;
import weir.driver.config.DataFormat;
import weir.driver.evaluate.Predictor;
import weir.driver.evaluate.UnwritableException;
import weir.driver.files.FullFileSystem;
import weir.driver.files.Location;

class UnwritableTest {
  private static final String[] ROWS = {"x,label", "1,0", "2,1", "3,0"};

  @TempDir Path folder;

  @BeforeEach
  void knowFullDisks() {
    Tables.SPARK
        .sparkContext()
        .hadoopConfiguration()
        .set(FullFileSystem.KEY, FullFileSystem.class.getName());
  }

  private void predict(String file, boolean parquet, Location to) throws InterruptedException {
    String train = Tables.csv(folder, "t.csv", ROWS);
    ReadyModel model = Tables.train(Tables.classes(2), csv(train).label("label").features("x"));
    Predictor predictor = new Predictor(Tables.SPARK, model.trained());
    if (parquet) {
      predictor.writeParquet(List.of(file), DataFormat.CSV, to);
    } else {
      predictor.writeCsv(List.of(file), DataFormat.CSV, to);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFullDiskIsToldByTheFolderAndNotBlamedOnTheRows(boolean parquet) {
    String file = Tables.csv(folder, "in.csv", ROWS);
    Location out = Location.of("full:" + folder.resolve("out"));
    assertThatThrownBy(() -> predict(file, parquet, out))
        .isInstanceOf(UnwritableException.class)
        .hasMessageMatching(
            "predictions cannot be written to full:.*/out: No space left on device \\([0-9,]+ bytes"
                + " free\\)");
  }

  @Test
  void aRowThatCannotBeReadWhileOthersAreWrittenIsNoMatterOfTheDisk() {
    String file = Tables.csv(folder, "bad.csv", "x,label", "1,0", "two,1");
    assertThatThrownBy(() -> predict(file, true, Location.of(folder.resolve("out"))))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("bad.csv line 3");
  }
}
