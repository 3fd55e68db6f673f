package weir.proto.client;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Totals;
import weir.proto.partition.Chunk;
import weir.proto.partition.NormSums;
import weir.proto.partition.RangePartition;
import weir.proto.spec.SpecCodec;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Connection;
import weir.proto.transport.FrameHandler;

/**
 * Shards for one worker that holds the whole sum tree: a push makes w − gradient (or, in two
 * phases, w − gradient / norm) at once. Chunks in {@code mute} are never answered.
 */
final class OneWorkerShards implements FrameHandler {
  private final Map<Integer, float[]> weights = new ConcurrentHashMap<>();
  private final Map<Integer, float[]> gradients = new ConcurrentHashMap<>();
  private final Map<Integer, Long> versions = new ConcurrentHashMap<>();
  private final Map<Integer, Totals> totals = new ConcurrentHashMap<>();
  final Set<Integer> mute = ConcurrentHashMap.newKeySet();
  final Map<Integer, ParameterException.Code> refuse = new ConcurrentHashMap<>();
  volatile TrainingSpec training;
  private volatile RangePartition partition;

  @Override
  public void onFrame(Connection connection, Header header, Payload payload) {
    int chunk = header.getChunk();
    switch (header.getType()) {
      case INIT -> {
        training = SpecCodec.decode(header.getInit());
        partition = training.partition();
        answer(connection, header, FrameType.ACCEPTED, null);
      }
      case INIT_CHUNK -> {
        weights.put(chunk, floats(payload));
        versions.put(chunk, 0L);
        answer(connection, header, FrameType.ACCEPTED, null);
      }
      case STATUS -> {
        long least = versions.values().stream().mapToLong(Long::longValue).min().orElseThrow();
        send(connection, header, Header.newBuilder().setType(FrameType.VERSION).setVersion(least));
      }
      case PULL -> answer(connection, header, FrameType.WEIGHTS, weights.get(chunk));
      case PUSH, PUSH_PULL -> push(connection, header, floats(payload));
      case APPLY -> {
        double norm = NormSums.meanNorm(header.getSums(0), totals.get(chunk).getWeight());
        move(chunk, 1 / (float) norm);
        answer(connection, header, FrameType.WEIGHTS, weights.get(chunk));
      }
      default -> answer(connection, header, FrameType.ACCEPTED, null);
    }
  }

  private void push(Connection connection, Header header, float[] gradient) {
    int chunk = header.getChunk();
    if (refuse.containsKey(chunk)) {
      throw new ParameterException(refuse.get(chunk), "the step is gone");
    }
    if (mute.contains(chunk)) {
      return;
    }
    gradients.put(chunk, gradient);
    totals.put(
        chunk,
        Totals.newBuilder()
            .setStep(header.getPush().getStep())
            .setWeight(header.getPush().getWeight())
            .setLoss(header.getPush().getLoss())
            .setEpochWeight(100)
            .setEpochLoss(200)
            .build());
    if (header.getType() == FrameType.PUSH) {
      answer(connection, header, FrameType.ACCEPTED, null);
    } else if (!training.update().phases().isEmpty()) {
      answerNorms(connection, header, gradient);
    } else {
      move(chunk, 1);
      answer(connection, header, FrameType.WEIGHTS, weights.get(chunk));
    }
  }

  private void answerNorms(Connection connection, Header header, float[] gradient) {
    Chunk chunk = partition.chunks().get(header.getChunk());
    double[] norms = new double[chunk.blocks()];
    for (int i = 0; i < gradient.length; i++) {
      norms[i / RangePartition.BLOCK] += gradient[i] * gradient[i];
    }
    connection.send(
        reply(header, Header.newBuilder().setType(FrameType.NORMS))
            .setTotals(totals.get(header.getChunk()))
            .build(),
        connection.payloads().copy(norms));
  }

  private void move(int chunk, float rate) {
    float[] current = weights.get(chunk);
    for (int i = 0; i < current.length; i++) {
      current[i] -= rate * gradients.get(chunk)[i];
    }
    versions.merge(chunk, 1L, Long::sum);
  }

  private void answer(Connection connection, Header asked, FrameType type, float[] values) {
    Header.Builder header = reply(asked, Header.newBuilder().setType(type));
    Payload payload = Payload.NONE;
    if (values != null) {
      payload = connection.payloads().copy(values, 0, values.length);
      header.setVersion(versions.get(asked.getChunk())).setApplyNanos(1000);
      if (asked.getType() != FrameType.PULL) {
        header.setTotals(totals.get(asked.getChunk()));
      }
    }
    connection.send(header.build(), payload);
  }

  private static void send(Connection connection, Header asked, Header.Builder header) {
    connection.send(reply(asked, header).build());
  }

  private static Header.Builder reply(Header asked, Header.Builder header) {
    return header
        .setRequest(asked.getRequest())
        .setTraining(asked.getTraining())
        .setShard(asked.getShard())
        .setChunk(asked.getChunk());
  }

  private static float[] floats(Payload payload) {
    float[] values = new float[payload.floats()];
    payload.read(values, 0);
    return values;
  }

  @Override
  public void onClose(Connection connection) {
    // nothing is kept per connection
  }
}
