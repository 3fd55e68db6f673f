package weir.driver.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import weir.driver.UserInputException;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;
import weir.driver.data.prepare.Preparation;
import weir.driver.files.Location;
import weir.driver.files.NewFolder;
import weir.tensor.Shape;
import weir.worker.metric.Threshold;

/**
 * A model as a folder: {@code model.json} (what it is, how rows are prepared, where it comes from),
 * {@code job.yaml} (the job that made it), {@code weights.safetensors} (readable by other tools).
 * Stateless.
 */
public final class ModelFile {
  /** Its place in a run folder. */
  public static final String FOLDER = "model";

  /** What the folder is known by. */
  public static final String MODEL = "model.json";

  private static final String WEIGHTS = "weights.safetensors";
  private static final Set<String> FILES = Set.of(MODEL, JobFile.RESOLVED, WEIGHTS);
  private static final String FORMAT = "weir-model";
  private static final int VERSION = 1;
  private static final String THRESHOLD = "threshold";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ModelFile() {}

  /**
   * Writes the model as {@code output}: the folder is there whole, or as it was before.
   *
   * @throws UserInputException when there is something of that name that is no model
   */
  public static void write(TrainedModel model, Location output) throws IOException {
    try (NewFolder folder = NewFolder.replacing(output, FILES)) {
      folder.path().createFolders();
      writeFiles(model, folder.path());
      folder.keep();
    }
  }

  private static void writeFiles(TrainedModel model, Location folder) throws IOException {
    folder.resolve(JobFile.RESOLVED).writeText(JobFile.write(model.job()));
    try (OutputStream out = new BufferedOutputStream(folder.resolve(WEIGHTS).write())) {
      Map<String, String> metadata = Map.of("format", FORMAT, "name", model.job().name());
      Safetensors.write(out, new Safetensors.Contents(model.tensors(), model.weights(), metadata));
    }
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT).put("version", VERSION).put("name", model.job().name());
    json.put("task", model.job().classification() ? "classification" : "regression");
    json.put("parameters", model.parameters());
    json.put("weightsSha256", model.weightsSha256());
    json.putPOJO("input", model.input().extents());
    json.putPOJO("labels", model.labels());
    if (model.job().train().decide() != null) {
      json.put(THRESHOLD, model.threshold().probability());
    }
    json.set("preparation", JSON.readTree(model.preparation().toJson()));
    json.putPOJO("provenance", model.provenance());
    folder.resolve(MODEL).writeText(JSON.writeValueAsString(json) + "\n");
  }

  /**
   * Reads the model in {@code folder}.
   *
   * @throws UserInputException naming the file, when it is not a whole model
   */
  public static TrainedModel read(Location folder) {
    Location file = folder.resolve(MODEL);
    try {
      JsonNode json = json(file);
      JobSpec job = JobFile.read(folder.resolve(JobFile.RESOLVED), List.of());
      Shape input = part(file, json, "input", "whole numbers > 0", ModelFile::shape);
      Preparation preparation =
          part(
              file,
              json,
              "preparation",
              "columns and targets",
              node -> Preparation.ofJson(node.toString()));
      Provenance provenance =
          part(
              file,
              json,
              "provenance",
              "what trained the model",
              node -> JSON.convertValue(node, Provenance.class));
      TrainedModel empty =
          new TrainedModel(
              job, input, preparation, threshold(file, json, job), new float[0], provenance);
      TrainedModel model = empty.with(weights(folder.resolve(WEIGHTS), empty.tensors()));
      verify(model, json.path("weightsSha256").asText(), folder);
      return model;
    } catch (IOException e) {
      throw new UserInputException("model " + folder + " cannot be read: " + e, e);
    }
  }

  private static JsonNode json(Location file) throws IOException {
    JsonNode json;
    try {
      json = JSON.readTree(file.readText());
    } catch (JsonProcessingException e) {
      throw new UserInputException(file + ": is not JSON: " + e.getOriginalMessage(), e);
    }
    if (!json.path("format").asText().equals(FORMAT) || json.path("version").asInt() != VERSION) {
      throw new UserInputException(
          file
              + ": "
              + TensorHeader.shown("format", json.path("format"))
              + " "
              + TensorHeader.shown("version", json.path("version"))
              + " (expected: "
              + FORMAT
              + " "
              + VERSION
              + ")");
    }
    return json;
  }

  private static <T> T part(
      Location file, JsonNode json, String key, String expected, Function<JsonNode, T> reading) {
    JsonNode node = json.get(key);
    try {
      if (node != null && !node.isNull()) {
        return reading.apply(node);
      }
    } catch (IllegalArgumentException | UserInputException e) {
      throw new UserInputException(unfit(file, node, key, expected), e);
    }
    throw new UserInputException(unfit(file, node, key, expected));
  }

  private static String unfit(Location file, JsonNode node, String key, String expected) {
    return file + ": " + TensorHeader.shown(key, node) + " (expected: " + expected + ")";
  }

  private static Shape shape(JsonNode extents) {
    return new Shape(JSON.convertValue(extents, int[].class));
  }

  private static float[] weights(Location file, List<TensorEntry> tensors) throws IOException {
    try (InputStream in = new BufferedInputStream(file.read())) {
      return Safetensors.read(in, tensors).values();
    } catch (DamagedFileException e) {
      throw new UserInputException(file + ": " + e.getMessage(), e);
    }
  }

  private static Threshold threshold(Location file, JsonNode json, JobSpec job) {
    if (job.train().decide() == null) {
      return Threshold.HALF;
    }
    return part(file, json, THRESHOLD, "a number between 0 and 1", ModelFile::threshold);
  }

  private static Threshold threshold(JsonNode number) {
    if (!number.isNumber()) {
      throw new IllegalArgumentException("no number");
    }
    return new Threshold(number.doubleValue());
  }

  private static void verify(TrainedModel model, String digest, Location folder) {
    if (!model.weightsSha256().equals(digest)) {
      throw new UserInputException(
          folder.resolve(WEIGHTS)
              + ": weightsSha256="
              + model.weightsSha256()
              + " (expected: "
              + digest
              + " as in "
              + MODEL
              + "); the folder is damaged");
    }
  }
}
