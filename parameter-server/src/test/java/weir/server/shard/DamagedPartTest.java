package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import weir.proto.message.Failure;
import weir.proto.message.Push;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.TrainingSpec;

/** Something throws inside a step, when a part of it may have been done. */
class DamagedPartTest {
  private static final TrainingSpec TRAINING =
      Trainings.training(
          Trainings.segments(3), Trainings.update(Trainings.ADAM, 0.1, Trainings.NO_CLIP), 1, 1);

  @Test
  void nothingIsBuiltOnAStepThatMayBeHalfDone() {
    ShardHarness shard = new ShardHarness(TRAINING, new float[] {1, 2, 3});
    AtomicInteger calls = new AtomicInteger();
    shard.clock =
        () -> {
          if (calls.incrementAndGet() == 2) { // once the sweep has begun
            throw new IllegalStateException("a defect");
          }
          return 0;
        };
    assertThat(push(shard)).contains("a defect");
    assertThat(push(shard)).contains("is damaged by", "a defect", "start the training again");
  }

  private static String push(ShardHarness shard) {
    FakeConnection worker = new FakeConnection("worker");
    Push.Builder push = ShardHarness.push(new Node(0, 0), 0, 1).setWeight(1);
    shard.pushPull(worker, shard.partition.chunks().get(0), push, new float[] {1, 1, 1});
    FakeConnection.Answer answer = worker.only();
    assertThat(answer.header().getFailure()).isEqualTo(Failure.INTERNAL);
    return answer.header().getText();
  }
}
