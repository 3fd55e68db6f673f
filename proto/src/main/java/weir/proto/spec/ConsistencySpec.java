package weir.proto.spec;

import java.io.Serializable;

/** When a shard applies a step. One variant so far; the wire carries the kind. */
public sealed interface ConsistencySpec extends Serializable {

  /** The tag that {@code switch} and the wire use. */
  enum Kind {
    SYNC
  }

  /** The tag of this mode. */
  Kind kind();

  /** A step is applied when the contributions of all virtual workers are there, in tree order. */
  record Sync() implements ConsistencySpec {
    @Override
    public Kind kind() {
      return Kind.SYNC;
    }
  }
}
