package weir.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import weir.driver.UserInputException;
import weir.driver.files.Location;

class DriversMachineTest {
  private final StringWriter err = new StringWriter();

  private String check(String mode, String output) {
    Properties properties = new Properties();
    properties.setProperty("spark.submit.deployMode", mode);
    DriversMachine.check(properties, "--output=", Location.of(output), new PrintWriter(err));
    return err.toString();
  }

  @Test
  void anOutputOnTheMachineOfADriverElsewhereIsSaid() {
    assertThat(check("cluster", "file:///runs/p"))
        .isEqualTo(
            "weir: --output=/runs/p lies on the machine that runs the driver; a file system such"
                + " as hdfs://… keeps it for all\n");
  }

  @Test
  void aRelativeOutputWouldLieInAFolderThatNobodyKnows() {
    assertThatThrownBy(() -> check("cluster", "p"))
        .isInstanceOf(UserInputException.class)
        .hasMessageStartingWith("--output=p (expected: a whole path, or a file system");
  }

  @Test
  void theUsersOwnMachineAndOtherFileSystemsAreFine() {
    assertThat(check("client", "p")).isEmpty();
    assertThat(check("cluster", "hdfs://host/p")).isEmpty();
  }
}
