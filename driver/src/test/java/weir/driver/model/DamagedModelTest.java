package weir.driver.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import weir.driver.UserInputException;
import weir.driver.config.ColumnKind;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;
import weir.driver.data.prepare.FittedColumn.NumberColumn;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.prepare.Preparation;
import weir.driver.files.Location;
import weir.tensor.Shape;
import weir.worker.metric.Threshold;

/** A model's folder with damage is refused in one line that names the file and what is wrong. */
class DamagedModelTest {
  private static final float[] WEIGHTS = {1, -2, 3, 4, 5, 6, 7, 8, 9};

  @TempDir Path folder;
  private Path model;
  private Path weights;

  @BeforeEach
  void write() throws IOException {
    model = folder.resolve("model");
    weights = model.resolve("weights.safetensors");
    ModelFile.write(model(WEIGHTS), Location.of(model));
  }

  private TrainedModel model(float[] values) throws IOException {
    List<String> yaml =
        List.of(
            "data: {train: rows.csv, label: y}",
            "model: {layers: [{dense: 3}]}",
            "loss: crossEntropy",
            "train: {epochs: 1}");
    Path file = Files.write(folder.resolve("job.yaml"), yaml);
    JobSpec job = JobFile.read(Location.of(file), List.of());
    Preparation preparation =
        new Preparation(
            List.of(new NumberColumn("a", null, 0, 1), new NumberColumn("b", null, 0, 1)),
            List.of(FittedTarget.ofClasses("y", ColumnKind.TEXT, List.of("p", "q", "r"), false)));
    Provenance provenance = new Provenance("rows.csv", 1, 1, Map.of());
    return new TrainedModel(job, new Shape(2), preparation, Threshold.HALF, values, provenance);
  }

  private TrainedModel read() {
    return ModelFile.read(Location.of(model));
  }

  private void refused(Path file, String message) {
    assertThatThrownBy(this::read)
        .isInstanceOf(UserInputException.class)
        .hasMessage(file + ": " + message);
  }

  private void rewriteHeader(UnaryOperator<String> change) throws IOException {
    byte[] file = Files.readAllBytes(weights);
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String header = new String(file, 8, length, StandardCharsets.UTF_8);
    String changed = change.apply(header);
    assertThat(changed).isNotEqualTo(header);
    byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length).array());
    out.write(bytes);
    out.write(file, 8 + length, file.length - 8 - length);
    Files.write(weights, out.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"abc\"", "7", "0", "null", "[0.5]"})
  void aThresholdThatIsNoneIsNamed(String threshold) throws IOException {
    JobSpec plain = JobFile.read(Location.of(folder.resolve("job.yaml")), List.of());
    JobSpec deciding =
        JobFile.read(
            Location.of(folder.resolve("job.yaml")), List.of("train.decide={threshold: 0.25}"));
    assertThat(plain.train().decide()).isNull();
    TrainedModel whole = model(WEIGHTS);
    ModelFile.write(
        new TrainedModel(
            deciding,
            whole.input(),
            whole.preparation(),
            new Threshold(0.25),
            WEIGHTS,
            whole.provenance()),
        Location.of(model));
    assertThat(read().threshold()).isEqualTo(new Threshold(0.25));
    Path file = model.resolve("model.json");
    String json = Files.readString(file);
    assertThat(json).contains("\"threshold\" : 0.25");
    Files.writeString(file, json.replace("\"threshold\" : 0.25", "\"threshold\" : " + threshold));
    refused(
        file,
        "threshold="
            + (threshold.equals("null") ? "nothing" : threshold)
            + " (expected: a number between 0 and 1)");
  }

  @Test
  void aWholeOneIsRead() {
    assertThat(read().weights()).isEqualTo(WEIGHTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"shape\":[3,2],||tensor 0.weight: shape=nothing (expected: whole numbers > 0)",
        "[3,2]|[3,-2]|tensor 0.weight: shape=[3,-2] (expected: whole numbers > 0)",
        "[3,2]|\"six\"|tensor 0.weight: shape=\"six\" (expected: whole numbers > 0)",
        "[3,2]|[3,2.5]|tensor 0.weight: shape=[3,2.5] (expected: whole numbers > 0)",
        "[3,2]|[70000,70000]|tensor 0.weight: shape=[70000,70000] (expected: fewer than 2^31"
            + " numbers)",
        "F32|F64|tensor 0.weight: dtype=\"F64\" (expected: F32)",
        "\"dtype\":\"F32\",||tensor 0.weight: dtype=nothing (expected: F32)",
        ",\"data_offsets\":[0,24]||tensor 0.weight: data_offsets=nothing (expected: where its 24"
            + " bytes begin and end)",
        "[0,24]|[-24,0]|tensor 0.weight: data_offsets=[-24,0] (expected: where its 24 bytes begin"
            + " and end)",
        "[0,24]|[0,20]|tensor 0.weight: data_offsets=[0,20] (expected: where its 24 bytes begin and"
            + " end)",
        "[0,24]|[0]|tensor 0.weight: data_offsets=[0] (expected: where its 24 bytes begin and end)",
        "[24,36]|[20,32]|tensor 0.bias: data_offsets=[20,32] (expected: to begin at 24, where the"
            + " tensor before it ends)",
        "[24,36]|[28,40]|tensor 0.bias: data_offsets=[28,40] (expected: to begin at 24, where the"
            + " tensor before it ends)",
        "[24,36]|[9000000000000000024,9000000000000000036]|tensor 0.bias:"
            + " data_offsets=[9000000000000000024,9000000000000000036] (expected: to begin at 24,"
            + " where the tensor before it ends)",
        "0.bias|0.bais|tensors [0.weight, 0.bais] (expected: [0.weight, 0.bias], as the model"
            + " has)",
        "{\"__meta|[{\"__meta|header is not JSON",
      })
  void whatIsWrongInTheHeaderOfWeightsIsNamed(String from, String to, String message)
      throws IOException {
    rewriteHeader(
        header ->
            header.replaceFirst(
                java.util.regex.Pattern.quote(from),
                java.util.regex.Matcher.quoteReplacement(to == null ? "" : to)));
    assertThatThrownBy(this::read)
        .isInstanceOf(UserInputException.class)
        .hasMessageStartingWith(weights + ": " + message);
  }

  @Test
  void tensorsOfOtherShapesMissingAndBeyondAreNamed() throws IOException {
    rewriteHeader(header -> header.replace("[3,2]", "[2,3]"));
    refused(weights, "tensor 0.weight: shape=[2, 3] (expected: [3, 2], as the model has)");
    write();
    rewriteHeader(header -> header.replaceFirst(",\"0.bias\":\\{[^}]*\\}", ""));
    refused(weights, "tensors [0.weight] (expected: [0.weight, 0.bias], as the model has)");
    write();
    String more = "\"more\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[36,40]}";
    rewriteHeader(header -> header.strip().replaceFirst("}$", "," + more + "}"));
    refused(
        weights,
        "tensors [0.weight, 0.bias, more] (expected: [0.weight, 0.bias], as the model has)");
  }

  @Test
  void aFileThatIsCutOrLongerSaysWhere() throws IOException {
    byte[] whole = Files.readAllBytes(weights);
    int header = whole.length - 8 - 36;
    Files.write(weights, new byte[0]);
    refused(weights, "ends after 0 bytes (expected: 8, the length of the header)");
    Files.write(weights, Arrays.copyOf(whole, 30));
    refused(weights, "ends after 22 bytes of the header (expected: " + header + ")");
    Files.write(weights, Arrays.copyOf(whole, whole.length - 1));
    refused(weights, "ends before the last of 9 numbers (expected: 36 bytes behind the header)");
    Files.write(weights, Arrays.copyOf(whole, whole.length + 1));
    refused(weights, "goes on behind the last of 9 numbers (expected: its end)");
    byte[] long64 = whole.clone();
    Arrays.fill(long64, 0, 8, (byte) 0x7f);
    Files.write(weights, long64);
    refused(weights, "header of 9187201950435737471 bytes (expected: 2..100000000)");
  }

  @Test
  void aHeaderThatIsNoObjectIsRefused() throws IOException {
    rewriteHeader(header -> "[1, 2]");
    refused(weights, "header=[1,2] (expected: an object of tensors)");
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() throws IOException {
    float[] broken = WEIGHTS.clone();
    broken[7] = Float.NaN;
    ModelFile.write(model(broken), Location.of(model));
    refused(weights, "tensor 0.bias holds NaN at 1 (expected: finite numbers)");
  }

  @Test
  void otherWeightsThanTheModelSaysAreRefused() throws IOException {
    byte[] file = Files.readAllBytes(weights);
    file[file.length - 1] ^= 1;
    Files.write(weights, file);
    assertThatThrownBy(this::read)
        .isInstanceOf(UserInputException.class)
        .hasMessageStartingWith(weights + ": weightsSha256=")
        .hasMessageEndingWith("; the folder is damaged");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"input\" : [ 2 ]|\"input\" : [ -2 ]|input=[-2] (expected: whole numbers > 0)",
        "\"input\" : [ 2 ],||input=nothing (expected: whole numbers > 0)",
        "\"preparation\"|\"preparatoin\"|preparation=nothing (expected: columns and targets)",
        "\"columns\" : [|\"columns\" : 3, \"x\" : [|preparation={",
        "\"provenance\"|\"provenence\"|provenance=nothing (expected: what trained the model)",
        "\"seed\" : 1|\"seed\" : \"x\"|provenance={",
        "\"version\" : 1|\"version\" : 9|format=\"weir-model\" version=9 (expected: weir-model 1)",
      })
  void whatIsWrongInTheModelIsNamed(String from, String to, String message) throws IOException {
    Path json = model.resolve("model.json");
    String text = Files.readString(json);
    assertThat(text).contains(from);
    Files.writeString(json, text.replace(from, to == null ? "" : to));
    assertThatThrownBy(this::read)
        .isInstanceOf(UserInputException.class)
        .hasMessageStartingWith(json + ": " + message)
        .hasMessageMatching(".*");
  }

  @Test
  void aModelThatIsNotJsonSaysSo() throws IOException {
    Path json = model.resolve("model.json");
    Files.writeString(json, "{\"format\": ");
    assertThatThrownBy(this::read)
        .isInstanceOf(UserInputException.class)
        .hasMessageStartingWith(json + ": is not JSON")
        .hasMessageMatching(".*");
    Files.writeString(json, "");
    assertThatThrownBy(this::read)
        .isInstanceOf(UserInputException.class)
        .hasMessageStartingWith(json + ": format=");
  }

  @Test
  void aFileThatIsMissingIsNamed() throws IOException {
    Files.delete(weights);
    assertThatThrownBy(this::read)
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining(weights.toString());
  }
}
