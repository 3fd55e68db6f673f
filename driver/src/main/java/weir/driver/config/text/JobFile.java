package weir.driver.config.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import weir.driver.UserInputException;
import weir.driver.config.DataFormat;
import weir.driver.config.JobSpec;
import weir.driver.config.OptimizerSettings;
import weir.driver.files.Location;

/**
 * A job as YAML, see docs/job.md. Reading fills in defaults and resolves relative paths against the
 * file; writing gives the resolved configuration, which reads back as an equal job.
 */
public final class JobFile {
  /** The resolved configuration in a run folder. */
  public static final String RESOLVED = "job.yaml";

  static final Set<String> KEYS =
      Set.of("name", "data", "model", "loss", "optimizer", "train", "cluster", "output");

  private JobFile() {}

  /**
   * Reads a job.
   *
   * @param overrides {@code a.b.c=value}, values as YAML
   * @throws UserInputException naming file, line, key, value and what was expected
   */
  public static JobSpec read(Location file, List<String> overrides) {
    return parse(content(file), file, overrides);
  }

  private static String content(Location file) {
    try {
      if (!file.exists()) {
        throw new UserInputException("job file " + file + " does not exist");
      }
      return file.readText();
    } catch (CharacterCodingException e) {
      throw new UserInputException("job file " + file + " is not UTF-8 text", e);
    } catch (IOException e) {
      throw new UserInputException("job file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The job that {@code yaml} describes, as if it stood in {@code file}. */
  static JobSpec parse(String yaml, Location file, List<String> overrides) {
    String name = file.name();
    Node root = Overrides.apply(YamlTree.parse(yaml, name), overrides);
    if (root.isNone()) {
      throw new UserInputException("job file " + file + " is empty (expected: a job)");
    }
    if (!(root instanceof Node.Entries)) {
      throw new UserInputException(
          "job file " + file + " holds " + root.show() + " (expected: a map with data, model, …)");
    }
    Section job = new Value("", root).section(KEYS);
    Location folder = file.absolute().parent();
    return job.value().located(() -> read(job, folder, stem(name)));
  }

  private static JobSpec read(Section job, Location folder, String stem) {
    String name = job.text("name", stem);
    return new JobSpec(
        name,
        DataText.read(
            job.need("data", "a map with train, test, …").section(DataText.KEYS),
            path -> resolve(folder, path)),
        ModelText.read(job.need("model", "a map with layers").section(ModelText.KEYS)),
        LossText.VARIANTS.read(job.need("loss", "one of " + LossText.VARIANTS.names())),
        optimizer(job),
        TrainText.read(job.section("train", TrainText.KEYS)),
        ClusterText.read(job.section("cluster", ClusterText.KEYS)),
        resolve(folder, job.text("output", JobSpec.defaultOutput(name))));
  }

  private static OptimizerSettings optimizer(Section job) {
    return job.find("optimizer").map(OptimizerText.VARIANTS::read).orElse(OptimizerSettings.ADAM);
  }

  /**
   * What {@code path} means in {@code folder}, from the root on; names with a scheme and of
   * generated data stay as they are.
   */
  public static String resolve(Location folder, String path) {
    boolean elsewhere = DataFormat.generates(path) || Location.ELSEWHERE.matcher(path).matches();
    try {
      return elsewhere ? path : folder.resolve(path).toString();
    } catch (InvalidPathException e) {
      throw new UserInputException(
          path
              + " is no name of a file on this machine: "
              + e.getReason()
              + " (expected: characters of "
              + System.getProperty("sun.jnu.encoding")
              + "); rename it, or set LC_ALL=C.UTF-8 before Java starts",
          e);
    }
  }

  private static String stem(String name) {
    return name.replaceFirst("\\.[^.]+$", "");
  }

  /** The job with all defaults and absolute paths, as YAML. */
  public static String write(JobSpec job) {
    var map = new LinkedHashMap<String, Object>();
    map.put("name", job.name());
    map.put("data", DataText.write(job.data()));
    map.put("model", ModelText.write(job.model()));
    map.put("loss", LossText.write(job.loss()));
    map.put("optimizer", OptimizerText.write(job.optimizer()));
    map.put("train", TrainText.write(job.train(), job.virtualWorkers()));
    map.put("cluster", ClusterText.write(job.cluster()));
    map.put("output", job.output());
    var factory =
        YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();
    try {
      return new ObjectMapper(factory).writeValueAsString(map);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("job " + job.name() + " cannot be written as YAML", e);
    }
  }
}
