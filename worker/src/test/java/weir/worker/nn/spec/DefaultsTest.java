package weir.worker.nn.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import weir.tensor.Shape;
import weir.worker.loss.LossSpec;
import weir.worker.nn.spec.InitializerSpec.Distribution;
import weir.worker.nn.spec.InitializerSpec.Scaled;
import weir.worker.nn.spec.InitializerSpec.Scheme;

/** A changed default is a change that users see. */
class DefaultsTest {

  @Test
  void weightsStartWithHeUniformBeforeReluLikeActivationsElseXavierUniform() {
    for (ActivationKind function : ActivationKind.values()) {
      Scheme scheme =
          switch (function) {
            case RELU, LEAKY_RELU, ELU, GELU, GELU_TANH, SILU, SOFTPLUS -> Scheme.HE;
            case IDENTITY, SIGMOID, TANH, SOFTMAX, LOG_SOFTMAX -> Scheme.XAVIER;
          };
      assertThat(new DenseSpec(4, ActivationSpec.of(function)).weights())
          .isEqualTo(new Scaled(scheme, Distribution.UNIFORM, 1));
    }
  }

  @Test
  void denseHasNoActivationAndABiasThatStartsAtZero() {
    DenseSpec dense = new DenseSpec(4);
    assertThat(dense.activation()).isEqualTo(ActivationSpec.IDENTITY);
    assertThat(dense.useBias()).isTrue();
    assertThat(dense.bias()).isEqualTo(new InitializerSpec.Constant(0));
  }

  @Test
  void embeddingsStartWithTheStandardNormalDistributionAsInPyTorch() {
    assertThat(new EmbeddingSpec(9, 4).weights()).isEqualTo(new InitializerSpec.Normal(0, 1));
  }

  @Test
  void aRecurrenceIsOneLayerForwardThatReturnsItsLastState() {
    assertThat(new RecurrentSpec(RecurrentSpec.Cell.LSTM, 4))
        .isEqualTo(
            new RecurrentSpec(
                RecurrentSpec.Cell.LSTM, 4, RecurrentSpec.Returned.LAST, 1, 0, false));
  }

  @Test
  void optionsAreThoseOfPyTorch() {
    assertThat(ActivationSpec.of(ActivationKind.LEAKY_RELU).option()).isEqualTo(0.01);
    assertThat(ActivationSpec.of(ActivationKind.ELU).option()).isEqualTo(1);
    assertThat(BatchNormSpec.DEFAULT).isEqualTo(new BatchNormSpec(0.1, 1e-5));
    assertThat(LossSpec.Huber.DEFAULT_DELTA).isEqualTo(1);
    assertThat(LossSpec.SmoothL1.DEFAULT_BETA).isEqualTo(1);
  }

  @Test
  void aNetworkTravelsUnchanged() throws IOException, ClassNotFoundException {
    NetworkSpec spec =
        NetworkSpec.sequential(
            new Shape(28, 28, 1),
            List.of(
                new FlattenSpec(),
                new DenseSpec(8, ActivationSpec.leakyRelu(0.2)),
                new DenseSpec(3)),
            new LossSpec.SoftmaxCrossEntropy(List.of(1.0, 2.0, 3.0), 0.1));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(spec);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(spec);
    }
  }

  @Test
  void badOptionsNameValueExpectationAndKey() {
    assertThatThrownBy(() -> new DenseSpec(0))
        .hasMessage("units=0 (expected: > 0); set dense.units");
    assertThatThrownBy(() -> new EmbeddingSpec(1 << 25, 4))
        .hasMessage("vocabulary=33554432 (expected: 1 to 16777216); set embedding.vocabulary");
    assertThatThrownBy(() -> new EmbeddingSpec(9, 0))
        .hasMessage("units=0 (expected: > 0); set embedding.units");
    assertThatThrownBy(() -> ActivationSpec.leakyRelu(-1))
        .hasMessage("LEAKY_RELU option=-1.0 (expected: >= 0); set activation");
    assertThatThrownBy(() -> new LossSpec.Huber(0))
        .hasMessage("huber.delta=0.0 (expected: > 0); set loss.huber.delta");
    assertThatThrownBy(() -> new LossSpec.SoftmaxCrossEntropy(List.of(), 2))
        .hasMessageContaining("labelSmoothing=2.0 (expected: 0 to 1)");
    assertThatThrownBy(() -> new InitializerSpec.Uniform(2, 1))
        .hasMessage("initializer low=2.0 high=1.0 (expected: low <= high)");
  }
}
