package weir.driver.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import weir.driver.config.SamplingSpec;
import weir.driver.evaluate.TextGenerator;
import weir.driver.files.Location;
import weir.driver.model.ModelFile;

/** {@code weir generate MODEL --prompt TEXT}. Runs without Spark. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Prints a text that a language model writes.")
final class GenerateCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL|RUN", description = "Model folder or run folder.")
  Location model;

  @Option(
      names = "--prompt",
      required = true,
      paramLabel = "TEXT",
      description = "What the text begins with.")
  String prompt;

  @Option(
      names = "--length",
      defaultValue = "" + SamplingSpec.DEFAULT_LENGTH,
      paramLabel = "TOKENS",
      description = "Characters or words to write; default ${DEFAULT-VALUE}.")
  int length;

  @Option(
      names = "--temperature",
      defaultValue = "" + SamplingSpec.DEFAULT_TEMPERATURE,
      paramLabel = "T",
      description = "Below 1 the likely gets likelier; default ${DEFAULT-VALUE}.")
  double temperature;

  @Option(
      names = "--seed",
      defaultValue = "" + SamplingSpec.DEFAULT_SEED,
      paramLabel = "SEED",
      description = "Another seed, another text; default ${DEFAULT-VALUE}.")
  long seed;

  @Override
  public Integer call() throws Exception {
    var sampling = new SamplingSpec(length, temperature, seed);
    var generator = new TextGenerator(ModelFile.read(ModelFolder.find(model)));
    PrintWriter out = spec.commandLine().getOut();
    out.println(generator.generate(prompt, sampling));
    out.flush();
    return 0;
  }
}
