package weir.driver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.UserInputException;
import weir.driver.files.Location;

class ReportJsonTest {
  @Test
  void readsBackWhatItWrote() throws IOException {
    for (Report report : List.of(SampleReport.full(), SampleReport.bare())) {
      assertThat(ReportReader.read(ReportJson.text(report))).isEqualTo(report);
    }
  }

  @Test
  void ofAVocabularyItHasPairsInsteadOfATable() throws IOException {
    Report many = SampleReport.vocabulary();
    JsonNode tree = ReportJson.tree(many);
    assertThat(tree.has("confusion")).isFalse();
    assertThat(tree.get("confused").toString())
        .isEqualTo("[{\"label\":\"cat\",\"predicted\":\"dog\",\"rows\":7}]");
    assertThat(ReportReader.read(ReportJson.text(many))).isEqualTo(many);
  }

  @Test
  void keepsTheKeysOfTheContractInOrder() {
    JsonNode tree = ReportJson.tree(SampleReport.full());
    List<String> keys = new ArrayList<>();
    tree.fieldNames().forEachRemaining(keys::add);

    assertThat(keys)
        .containsSubsequence(
            "name",
            "task",
            "epochs",
            "steps",
            "parameters",
            "workers",
            "virtualWorkers",
            "shards",
            "consistency",
            "bestEpoch",
            "rows",
            "started",
            "seed",
            "network",
            "optimizer",
            "trainLoss",
            "testLoss",
            "metrics",
            "positive",
            "threshold",
            "validation",
            "decided",
            "seconds",
            "samplesPerSecond",
            "weightsSha256",
            "phases",
            "pushes",
            "bytes",
            "stalenessHistogram",
            "recoveries",
            "blas",
            "versions");
    assertThat(tree.get("seconds").toString())
        .isEqualTo(
            "{\"total\":21.3,\"startup\":9.8,\"prepare\":4.0,\"train\":5.2,\"evaluate\":1.1}");
    assertThat(tree.get("phases").toString())
        .isEqualTo(
            "{\"data\":0.0,\"forward\":2.9,\"backward\":0.0,\"push\":0.0,\"wait\":0.0,"
                + "\"pull\":0.0,\"apply\":0.6}");
    assertThat(tree.get("versions").has("weir")).isTrue();
  }

  @Test
  void keepsTheKeysOfLossesAndOfWhatComputed() {
    JsonNode tree = ReportJson.tree(SampleReport.full());
    assertThat(tree.get("recoveries").get(0).toString())
        .isEqualTo(
            "{\"step\":812,\"cause\":\"executor lost\",\"lost\":\"worker 1\",\"seconds\":9.4}");
    assertThat(tree.get("blas").toString())
        .isEqualTo(
            "{\"library\":\"OpenBLAS\",\"version\":\"0.3.31\",\"core\":\"SkylakeX\","
                + "\"threads\":1,\"gflops\":104.0}");
  }

  @Test
  void aNumberThatIsNotFiniteIsNullWithAReasonBesideIt() {
    JsonNode tree = ReportJson.tree(SampleReport.bare());

    assertThat(tree.get("trainLoss").isNull()).isTrue();
    assertThat(tree.get("trainLossReason").asText()).isEqualTo("the value is Infinity");
    assertThat(tree.get("testLossReason").asText()).isEqualTo("there are no test rows");
    assertThat(tree.get("samplesPerSecondReason").asText()).isEqualTo("the training took no time");
    assertThat(ReportJson.tree(SampleReport.full()).get("metrics").get("rocAucReason").asText())
        .isEqualTo("only one class occurs");
  }

  @Test
  void aMissingKeyIsNamed() {
    assertThatThrownBy(() -> ReportReader.read("{\"name\": \"x\"}"))
        .isInstanceOf(IOException.class)
        .hasMessage("report: key task is missing");
  }

  @Test
  void aDamagedFileIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("report.json"), "{");
    assertThatThrownBy(() -> ReportReader.read(Location.of(file)))
        .isInstanceOf(UserInputException.class)
        .hasMessageStartingWith(file + ": Unexpected end-of-input")
        .hasMessageEndingWith("(expected: a report as training writes it)");
    Files.writeString(file, "{\"name\": 5, \"rows\": []}");
    assertThatThrownBy(() -> ReportReader.read(Location.of(file)))
        .isInstanceOf(UserInputException.class)
        .hasMessageStartingWith(file + ": report: key ");
    Files.writeString(file, ReportJson.text(SampleReport.full()));
    assertThat(ReportReader.read(Location.of(file))).isEqualTo(SampleReport.full());
  }

  @Test
  void theSummaryTellsWhatMatters() {
    assertThat(Summary.of(SampleReport.full()))
        .contains("mnist-mlp: classification, 101,770 parameters, 5 epochs, 2,345 steps")
        .contains("stopped early: loss 0.01 reached")
        .contains(
            "rows: 54,000 training, 6,000 validation (10.0 %, asked for 10.0 %), 10,000 test\n")
        .contains("best epoch: 4\n")
        .contains("             train  validation    test\n")
        .contains("  loss      0.0510      0.0790  0.0820\n")
        .contains("  accuracy              0.9700  0.9761\n")
        .contains("validation: after epoch 4, whose weights are kept\n")
        .contains("positive class: dog, told where its probability is above 0.2500\n")
        .contains("threshold picked by validation rows: their f1 is 0.8750\n")
        .contains("no rocAuc: only one class occurs")
        .contains("cat       0.5000  1.0000  0.2500    12")
        .contains("57,600 samples/s")
        .contains("recovered at step 812 in 9.4 s: executor lost (worker 1)")
        .contains("weights 3f00");
  }

  @Test
  void figuresAreShortAtAnySize() {
    assertThat(Figures.of(0.97613)).isEqualTo("0.9761");
    assertThat(Figures.of(-67_785.97)).isEqualTo("-67785.9700");
    assertThat(Figures.of(4_594_937_682.2)).isEqualTo("4.5949e+09");
    assertThat(Figures.of(Double.NaN)).isEqualTo("NaN");
  }

  @Test
  void versionsAreKnown() {
    assertThat(Versions.weir()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    assertThat(Versions.netty()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
  }
}
