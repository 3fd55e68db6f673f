package weir.proto.codec;

import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Push;

/** Headers that tests send. */
final class Samples {
  private Samples() {}

  static Header push(long request, int chunk) {
    return Header.newBuilder()
        .setType(FrameType.PUSH)
        .setRequest(request)
        .setTraining(0x123456789abcdefL)
        .setShard(1)
        .setChunk(chunk)
        .setPush(Push.newBuilder().setStep(12).setLevel(1).setWeight(64).setLoss(3.25))
        .build();
  }
}
