package weir.server.shard;

import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.transport.Connection;
import weir.proto.transport.Failures;

/** A frame that asks for an answer, and where the answer goes. Thread-safe. */
public record Request(Connection connection, Header header) {

  /** A header that answers this request. */
  public Header.Builder answer(FrameType type) {
    return answer(Header.newBuilder(), type);
  }

  /** The same in an empty builder of the caller's. */
  Header.Builder answer(Header.Builder empty, FrameType type) {
    return empty
        .setType(type)
        .setRequest(header.getRequest())
        .setTraining(header.getTraining())
        .setShard(header.getShard())
        .setChunk(header.getChunk());
  }

  /** Sends an answer; the payload passes to the connection. */
  public void send(Header.Builder answer, Payload payload) {
    connection.send(answer.build(), payload);
  }

  /** Answers ACCEPTED. */
  public void accept() {
    send(answer(FrameType.ACCEPTED), Payload.NONE);
  }

  /** Answers FAILED. */
  public void fail(Code code, String text) {
    connection.send(Failures.answer(header, code, text));
  }
}
