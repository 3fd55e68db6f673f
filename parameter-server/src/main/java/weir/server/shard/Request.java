package weir.server.shard;

import io.netty.buffer.ByteBuf;
import weir.proto.client.ParameterException.Code;
import weir.proto.message.Failure;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.transport.Connection;

/** A frame that asks for an answer, and where the answer goes. Thread-safe. */
public record Request(Connection connection, Header header) {

  /** A header that answers this request. */
  public Header.Builder answer(FrameType type) {
    return Header.newBuilder()
        .setType(type)
        .setRequest(header.getRequest())
        .setTraining(header.getTraining())
        .setShard(header.getShard())
        .setChunk(header.getChunk());
  }

  /** Sends an answer; the payload passes to the connection, null for none. */
  public void send(Header.Builder answer, ByteBuf payload) {
    connection.send(answer.build(), payload);
  }

  /** Answers ACCEPTED. */
  public void accept(boolean repeated) {
    send(answer(FrameType.ACCEPTED).setRepeated(repeated), null);
  }

  /** Answers FAILED. */
  public void fail(Code code, String text) {
    Failure failure = Failure.valueOf(code.name());
    send(answer(FrameType.FAILED).setFailure(failure).setText(text), null);
  }
}
