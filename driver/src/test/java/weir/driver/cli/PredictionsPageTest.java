package weir.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import weir.driver.LocalSpark;

/**
 * Writes the files of docs/predictions.md, runs its commands, and compares what they put out. With
 * {@code -Dweir.docs=write} the page gets it instead.
 */
class PredictionsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("weir.root"), "docs", "predictions.md");
  private static final boolean WRITE = "write".equals(System.getProperty("weir.docs"));
  private static final Pattern BLOCK =
      Pattern.compile("```(\\w+)(?: (\\S+))?\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
  private static final String COMMAND = "deploy/weir ";

  @TempDir Path folder;

  @Test
  void whatThePageShowsIsWhatTheCommandsPutOut() throws IOException {
    String page = Files.readString(PAGE);
    StringBuilder made = new StringBuilder();
    String output = "";
    Matcher block = BLOCK.matcher(page);
    int outputs = 0;
    while (block.find()) {
      String shown = block.group(3);
      switch (block.group(1)) {
        case "sh" -> output = run(shown);
        case "text" -> {
          outputs++;
          if (!WRITE) {
            same(shown, output);
          }
          shown = output;
        }
        default -> Files.writeString(folder.resolve(block.group(2)), shown);
      }
      String head = page.substring(block.start(), block.start(3));
      block.appendReplacement(made, Matcher.quoteReplacement(head + shown + "```"));
    }
    assertThat(outputs).isGreaterThan(9);
    if (WRITE) {
      Files.writeString(PAGE, block.appendTail(made).toString());
    }
  }

  /** Numbers that are not whole may differ in their last digits, as kernels of CPUs do. */
  private static void same(String shown, String output) {
    assertThat(NUMBER.matcher(output).replaceAll("#").replaceAll(" +", " "))
        .isEqualTo(NUMBER.matcher(shown).replaceAll("#").replaceAll(" +", " "));
    List<Double> expected = numbers(shown);
    List<Double> actual = numbers(output);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i))
          .as("number %d of %s", i, output)
          .isCloseTo(expected.get(i), within(1e-3 + 1e-4 * Math.abs(expected.get(i))));
    }
  }

  private static List<Double> numbers(String text) {
    return NUMBER.matcher(text).results().map(found -> Double.valueOf(found.group())).toList();
  }

  /** What the last of these commands puts out. */
  private String run(String commands) throws IOException {
    String output = "";
    for (String line : commands.lines().toList()) {
      assertThat(line).startsWith(COMMAND);
      // The engine takes the session that is there, and closes it.
      LocalSpark.session();
      List<String> arguments =
          Arrays.stream(line.substring(COMMAND.length()).split(" ")).map(this::placed).toList();
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      CommandLine command = WeirCommand.commandLine(new SparkEngine());
      command.setOut(new PrintWriter(out));
      command.setErr(new PrintWriter(err));
      assertThat(command.execute(arguments.toArray(String[]::new)))
          .as("%s: %s", line, err)
          .isZero();
      boolean predicts = arguments.get(0).equals("predict");
      output = predicts ? csv(Path.of(arguments.get(arguments.size() - 1))) : out.toString();
    }
    return output;
  }

  /** Files and folders of the page lie in the folder. */
  private String placed(String argument) {
    boolean name = argument.contains("/") || argument.matches(".*\\.(csv|yaml|txt)");
    return name ? folder.resolve(argument).toString() : argument;
  }

  private static String csv(Path output) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> parts = Files.list(output)) {
      for (Path part : parts.filter(one -> one.toString().endsWith(".csv")).sorted().toList()) {
        List<String> all = Files.readAllLines(part);
        lines.addAll(lines.isEmpty() ? all : all.subList(1, all.size()));
      }
    }
    return String.join("\n", lines) + "\n";
  }
}
