package weir.server.shard;

import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Netty's watch over buffers rests during each test: its record of each touch of a buffer is
 * garbage of the test, not of what is measured.
 */
public final class UnwatchedBuffers implements BeforeEachCallback, AfterEachCallback {
  private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

  @Override
  public void beforeEach(ExtensionContext context) {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    ResourceLeakDetector.setLevel(level);
  }
}
