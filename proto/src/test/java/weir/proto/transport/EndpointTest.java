package weir.proto.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weir.proto.client.ParameterException;
import weir.proto.codec.FrameLimits;

class EndpointTest {

  @ParameterizedTest
  @ValueSource(strings = {"host:7777", "127.0.0.1:1", "[::1]:65535", "local:job-3/shard-0"})
  void readsWhatItWrites(String text) {
    assertThat(Endpoint.parse(text)).hasToString(text);
    assertThat(Endpoint.parse(Endpoint.parse(text).toString())).isEqualTo(Endpoint.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "host:", ":7", "host:x", "host:70000", "::1:7", "", "local: "})
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhatAnAddressLooksLike() {
    assertThatThrownBy(() -> Endpoint.parse("host"))
        .hasMessage("endpoint 'host' (expected: host:port); correct cluster.servers");
  }

  @Test
  void aServerNamesTheAddressItCannotHave() {
    try (FrameServer server =
        FrameServer.start(Endpoint.tcp("127.0.0.1", 0), 1, FrameLimits.DATA, new Peers.Silent())) {
      assertThatThrownBy(
              () -> FrameServer.start(server.endpoint(), 1, FrameLimits.DATA, new Peers.Silent()))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("cannot listen on " + server.endpoint());
    }
  }
}
