package weir.driver.cli;

import picocli.CommandLine.IVersionProvider;
import weir.driver.report.Versions;

/** What {@code --version} prints. */
final class WeirVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "weir " + Versions.weir(), "java " + System.getProperty("java.version"),
    };
  }
}
