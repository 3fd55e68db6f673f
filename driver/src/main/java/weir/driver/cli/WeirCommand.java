package weir.driver.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
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
      "Exit codes: 0 done, 2 the user's input, 1 anything else."
    })
final class WeirCommand implements Callable<Integer> {
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
    var failures = new Failures();
    line.setExecutionStrategy(
        result -> {
          boolean verbose = ((WeirCommand) result.commandSpec().userObject()).verbose;
          if (!verbose) {
            TaskLogs.silence();
          }
          return new CommandLine.RunLast().execute(result);
        });
    line.setParameterExceptionHandler(failures);
    line.setExecutionExceptionHandler(failures);
    return line;
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "no command (expected: one of " + String.join(", ", spec.subcommands().keySet()) + ")");
  }
}
