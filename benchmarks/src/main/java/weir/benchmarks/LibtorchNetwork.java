package weir.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import weir.proto.partition.Segment;
import weir.tensor.Shape;
import weir.worker.nn.Network;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.Cells;
import weir.worker.nn.spec.ConvolutionSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.LayerNormSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NodeSpec;
import weir.worker.nn.spec.PoolSpec;
import weir.worker.nn.spec.PositionalEmbeddingSpec;
import weir.worker.nn.spec.RecurrentSpec;
import weir.worker.nn.spec.TransformerBlockSpec;

/**
 * A workload's layers as calls of libtorch, with the same weights: the flat vector is in PyTorch's
 * layouts. A further layer is a case of {@link #apply}.
 */
final class LibtorchNetwork {
  private final Workload workload;
  private final List<Tensor> tensors = new ArrayList<>();
  private int next;

  LibtorchNetwork(Workload workload) {
    this.workload = workload;
    Network network = new Network(workload.network());
    float[] start = workload.startWeights();
    for (int i = 0; i < network.segments().list().size(); i++) {
      Segment segment = network.segments().list().get(i);
      float[] values = Arrays.copyOfRange(start, segment.offset(), segment.end());
      tensors.add(Tensor.create(values, extents(network.shape(i))).set_requires_grad(true));
    }
  }

  private static long[] extents(Shape shape) {
    return IntStream.range(0, shape.rank()).mapToLong(shape::extent).toArray();
  }

  TensorVector parameters() {
    TensorVector vector = new TensorVector();
    tensors.forEach(vector::push_back);
    return vector;
  }

  /** A batch as PyTorch has it: images of one channel [rows, 1, height, width]. */
  Tensor input(float[] rows) {
    Shape shape = workload.input();
    if (workload.readsIds()) {
      return Tensor.create(rows, workload.batch(), shape.size()).toType(ScalarType.Long);
    }
    if (shape.rank() != 3) {
      return Tensor.create(rows, workload.batch(), shape.size());
    }
    if (shape.extent(2) != 1) {
      throw new IllegalArgumentException("input=" + shape + " (expected: images of one channel)");
    }
    return Tensor.create(rows, workload.batch(), 1, shape.extent(0), shape.extent(1));
  }

  Tensor forward(Tensor input) {
    next = 0;
    Tensor x = input;
    for (NodeSpec node : workload.network().nodes()) {
      x = apply(node.layer(), x);
    }
    return x;
  }

  private Tensor apply(LayerSpec layer, Tensor x) {
    if (layer instanceof DenseSpec dense) {
      return activate(dense.activation(), torch.linear(x, parameter(), bias()));
    }
    if (layer instanceof ConvolutionSpec convolution) {
      long[] stride = cells(convolution.window().stride());
      long[] padding = cells(convolution.window().padding().cells());
      long[] dilation = cells(convolution.window().dilation());
      Tensor y =
          torch.conv2d(x, parameter(), bias(), stride, padding, dilation, convolution.groups());
      return activate(convolution.activation(), y);
    }
    if (layer instanceof PoolSpec pool && pool.reduction() == PoolSpec.Reduction.MAX) {
      return torch.max_pool2d(
          x,
          cells(pool.window().kernel()),
          cells(pool.window().stride()),
          cells(pool.window().padding().cells()),
          cells(pool.window().dilation()),
          false);
    }
    if (layer instanceof FlattenSpec) {
      return torch.flatten(x, 1, -1);
    }
    return sequence(layer, x);
  }

  private Tensor sequence(LayerSpec layer, Tensor x) {
    if (layer instanceof EmbeddingSpec) {
      return torch.embedding(parameter(), x);
    }
    if (layer instanceof PositionalEmbeddingSpec) {
      return torch.add(x, parameter());
    }
    if (layer instanceof LayerNormSpec norm) {
      return norm(x, norm.epsilon());
    }
    if (layer instanceof RecurrentSpec lstm && lstm.cell() == RecurrentSpec.Cell.LSTM) {
      return lstm(lstm, x);
    }
    if (layer instanceof TransformerBlockSpec block) {
      Tensor attended = torch.add(x, attention(block, norm(x, LayerNormSpec.DEFAULT.epsilon())));
      Tensor normed = norm(attended, LayerNormSpec.DEFAULT.epsilon());
      Tensor hidden = activate(block.activation(), torch.linear(normed, parameter(), bias()));
      return torch.add(attended, torch.linear(hidden, parameter(), bias()));
    }
    throw unknown(layer);
  }

  private Tensor norm(Tensor x, double epsilon) {
    long[] last = {x.size(-1)};
    return torch.layer_norm(x, last, bias(), bias(), epsilon, true);
  }

  private Tensor lstm(RecurrentSpec spec, Tensor x) {
    TensorVector states = new TensorVector();
    TensorVector weights = new TensorVector();
    for (int state = 0; state < 2; state++) {
      states.push_back(torch.zeros(1, x.size(0), spec.units()));
    }
    for (int tensor = 0; tensor < 4; tensor++) {
      weights.push_back(parameter());
    }
    Tensor all = torch.lstm(x, states, weights, true, 1, 0, true, false, true).get0();
    return spec.returned() == RecurrentSpec.Returned.SEQUENCE ? all : all.select(1, -1);
  }

  /** With libtorch's own fused product. */
  private Tensor attention(TransformerBlockSpec block, Tensor x) {
    long features = x.size(2);
    Tensor qkv = torch.linear(x, parameter(), bias());
    TensorVector parts = qkv.chunk(3, 2);
    Tensor[] heads = new Tensor[3];
    for (int part = 0; part < 3; part++) {
      long width = features / block.heads();
      heads[part] =
          parts.get(part).view(x.size(0), x.size(1), block.heads(), width).transpose(1, 2);
    }
    Tensor context =
        torch.scaled_dot_product_attention(
            heads[0],
            heads[1],
            heads[2],
            new TensorOptional(),
            0,
            block.causal(),
            new DoubleOptional(),
            false);
    Tensor rows = context.transpose(1, 2).reshape(x.size(0), x.size(1), features);
    return torch.linear(rows, parameter(), bias());
  }

  private static Tensor activate(ActivationSpec activation, Tensor x) {
    return switch (activation.function()) {
      case IDENTITY -> x;
      case RELU -> torch.relu(x);
      case LEAKY_RELU, ELU, SIGMOID, TANH, SOFTPLUS, GELU, GELU_TANH, SILU, SOFTMAX, LOG_SOFTMAX ->
          throw unknown(activation);
    };
  }

  private static IllegalArgumentException unknown(LayerSpec layer) {
    return new IllegalArgumentException(layer + " (expected: a layer of LibtorchNetwork.apply)");
  }

  private Tensor parameter() {
    return tensors.get(next++);
  }

  private TensorOptional bias() {
    return new TensorOptional(parameter());
  }

  private static long[] cells(Cells cells) {
    return new long[] {cells.vertical(), cells.horizontal()};
  }
}
