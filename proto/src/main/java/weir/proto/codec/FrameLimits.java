package weir.proto.codec;

import weir.proto.message.FrameType;
import weir.proto.partition.RangePartition;

/**
 * What a decoder accepts and an encoder writes, in bytes; checked before anything is allocated.
 *
 * @param header most bytes of an ordinary header
 * @param largeHeader most bytes of the header of an INIT or CONTROL frame
 * @param payload most bytes of a payload
 */
public record FrameLimits(int header, int largeHeader, int payload) {
  private static final int KIB = 1024;

  /** Between clients and shards. */
  public static final FrameLimits DATA =
      new FrameLimits(64 * KIB, KIB * KIB, RangePartition.CHUNK * Float.BYTES);

  /** Between workers and the coordinator: no payloads, but pieces of the validation metrics. */
  public static final FrameLimits CONTROL = new FrameLimits(64 * KIB, 8 * KIB * KIB, 0);

  public FrameLimits {
    if (header < 1
        || largeHeader < header
        || largeHeader >> Frame.LENGTH_BITS != 0
        || payload < 0) {
      throw new IllegalArgumentException(
          "limits header="
              + header
              + " largeHeader="
              + largeHeader
              + " payload="
              + payload
              + " (expected: 0 < header <= largeHeader < 2^28, payload >= 0)");
    }
  }

  /** Most bytes of a header of a type. */
  int header(FrameType type) {
    return HeaderRules.mayBeLarge(type) ? largeHeader : header;
  }
}
