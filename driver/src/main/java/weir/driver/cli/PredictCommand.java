package weir.driver.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import weir.driver.UserInputException;
import weir.driver.config.DataFormat;
import weir.driver.evaluate.Predictor;
import weir.driver.files.Location;

/** {@code weir predict MODEL --input PATH --output FOLDER}. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Writes a prediction, and probabilities, for every row.")
final class PredictCommand implements Callable<Integer> {
  private static final String OUTPUT = "--output=";

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL|RUN", description = "Model folder or run folder.")
  Location model;

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, folders or globs.")
  List<String> input;

  @Option(
      names = "--input-format",
      description = "One of ${COMPLETION-CANDIDATES}; guessed, or as in training.")
  DataFormat inputFormat;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder to write; it must not exist.")
  Location output;

  @Option(
      names = "--format",
      defaultValue = "CSV",
      description = "One of ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  Engine.PredictionFormat format;

  private final Engine engine;

  PredictCommand(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Integer call() throws Exception {
    Location folder = ModelFolder.find(model);
    requireFree();
    Predictor.Written written =
        engine.predict(new Engine.Rows(folder, Paths.absolute(input), inputFormat), output, format);
    written.notes().forEach(line -> spec.commandLine().getErr().println("note: " + line));
    PrintWriter out = spec.commandLine().getOut();
    out.println(written.rows() + " predictions in " + output);
    out.flush();
    return 0;
  }

  private void requireFree() {
    output.require(OUTPUT + output);
    DriversMachine.check(System.getProperties(), OUTPUT, output, spec.commandLine().getErr());
    try {
      if (output.exists()) {
        throw new UserInputException(
            OUTPUT + output + " exists (expected: a folder that does not); set --output");
      }
    } catch (IOException e) {
      throw new UserInputException(OUTPUT + output + " cannot be reached: " + e.getMessage(), e);
    }
  }
}
