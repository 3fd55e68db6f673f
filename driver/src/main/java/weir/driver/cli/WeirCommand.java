package weir.driver.cli;

import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import weir.driver.UserInputException;
import weir.driver.files.Location;
import weir.server.server.ServerMain;

/** The root of all commands. */
@Command(
    name = "weir",
    mixinStandardHelpOptions = true,
    description = "Trains neural networks and linear models on Apache Spark.",
    versionProvider = WeirVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Options of spark-submit (--master, --deploy-mode, --conf, ...) may stand anywhere.",
      "Exit codes: 0 done, 2 the user's input, 1 anything else,",
      "130 and 143 after Ctrl-C and SIGTERM."
    })
final class WeirCommand implements Callable<Integer> {
  /** The others run without Spark and Hadoop. */
  private static final Set<String> ON_SPARK = Set.of("train", "find-rate", "evaluate", "predict");

  @Spec CommandSpec spec;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Show where an error came from.")
  boolean verbose;

  /** All commands over {@code engine}. */
  static CommandLine commandLine(Engine engine) {
    var line = new CommandLine(new WeirCommand());
    line.addSubcommand(new TrainCommand(engine));
    line.addSubcommand(new FindRateCommand(engine));
    line.addSubcommand(new EvaluateCommand(engine));
    line.addSubcommand(new PredictCommand(engine));
    line.addSubcommand(new GenerateCommand());
    line.addSubcommand(new InspectCommand());
    line.addSubcommand(new ServerMain());
    line.addSubcommand(new DoctorCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Location.class, WeirCommand::location);
    var interruption = new Interruption();
    var failures = new Failures(interruption);
    line.setExecutionStrategy(
        result -> {
          boolean verbose = ((WeirCommand) result.commandSpec().userObject()).verbose;
          if (!verbose) {
            TaskLogs.silence();
          }
          CommandLine.IExecutionStrategy last = new CommandLine.RunLast();
          boolean spark =
              result.hasSubcommand() && ON_SPARK.contains(result.subcommand().commandSpec().name());
          return spark
              ? interruption.during(line.getErr(), verbose, () -> last.execute(result))
              : last.execute(result);
        });
    line.setParameterExceptionHandler(failures);
    line.setExecutionExceptionHandler(failures);
    return line;
  }

  private static Location location(String name) {
    try {
      return Location.of(name);
    } catch (UserInputException e) {
      throw new CommandLine.TypeConversionException(e.getMessage());
    }
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "no command (expected: one of " + String.join(", ", spec.subcommands().keySet()) + ")");
  }
}
