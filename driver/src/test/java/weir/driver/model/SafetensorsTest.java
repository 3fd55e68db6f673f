package weir.driver.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import weir.tensor.Shape;

class SafetensorsTest {
  private static final List<TensorEntry> TENSORS =
      List.of(
          new TensorEntry("0.weight", new Shape(2, 3), 0),
          new TensorEntry("0.bias", new Shape(2), 6));
  private static final float[] VALUES = {1, -2, 3.5f, 4, 5, 6, 7, Float.MIN_VALUE};

  private static byte[] written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(out, new Safetensors.Contents(TENSORS, VALUES, Map.of("weir", "0.1.0")));
    return out.toByteArray();
  }

  @Test
  void readsBackWhatItWrote() throws IOException {
    Safetensors.Contents contents = Safetensors.read(new ByteArrayInputStream(written()), TENSORS);
    assertThat(contents.tensors()).isEqualTo(TENSORS);
    assertThat(contents.values()).isEqualTo(VALUES);
    assertThat(contents.metadata()).isEqualTo(Map.of("weir", "0.1.0"));
  }

  @Test
  void laysOutTheFileAsTheFormatSays() throws IOException {
    byte[] file = written();
    int header = file[0] & 0xff | (file[1] & 0xff) << 8;
    assertThat(header % 8).isZero();
    assertThat(file).hasSize(8 + header + 4 * VALUES.length);
    assertThat(new String(file, 8, header, StandardCharsets.UTF_8))
        .contains("\"0.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}");
    assertThat(file[8 + header + 3])
        .as("sign and exponent of 1.0f, little-endian")
        .isEqualTo((byte) 0x3f);
  }

  @Test
  void theDigestIsOverLittleEndianFloats() {
    // printf '\x00\x00\x80\x3f' | sha256sum
    assertThat(FloatBytes.sha256(new float[] {1}))
        .isEqualTo("e00e5eb9444182f352323374ef4e08ebcb784725fdd4fd612d7730540b3e0c8c");
  }
}
