package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import weir.proto.client.ParameterException;

class RowSumTest {

  @Test
  void growsByHalfAndNeverBeyondWhatAnArrayHolds() {
    assertThat(RowSum.capacity(9, 8, 1000)).isEqualTo(12);
    assertThat(RowSum.capacity(100, 8, 1000)).isEqualTo(100);
    assertThat(RowSum.capacity(2_000_000, 1_900_000, 1000)).isEqualTo(2_147_483);
    assertThat(RowSum.capacity(1_999_999_999, 1_999_999_998, 1)).isEqualTo(2_147_483_639);
    assertThatThrownBy(() -> RowSum.capacity(2_147_484, 8, 1000))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(
            "2147484 rows of 1000 floats in one step (expected: at most 2147483); set"
                + " train.batchSize lower");
  }
}
