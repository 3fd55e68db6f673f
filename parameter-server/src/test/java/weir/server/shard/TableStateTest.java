package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;
import org.junit.jupiter.api.Test;
import weir.proto.codec.Payload;
import weir.proto.codec.Payloads;
import weir.proto.message.Failure;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Push;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.partition.SumTree.Node;
import weir.proto.partition.TablePart;
import weir.proto.partition.TableRows;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.UpdateSpec;
import weir.server.shard.FakeConnection.Answer;

/** A table of ten rows of two floats, two virtual workers; row r starts as (r, −r). */
class TableStateTest {
  private static final int ROWS = 10;
  private static final Node LEFT = new Node(0, 0);
  private static final Node RIGHT = new Node(0, 1);

  private final FakeConnection worker = new FakeConnection("worker");
  private ShardHarness shard = shard(Trainings.SGD, 1);

  private static ShardHarness shard(OptimizerSpec optimizer, double rate) {
    return shard(Trainings.update(optimizer, rate, Trainings.NO_CLIP));
  }

  private static ShardHarness shard(UpdateSpec update) {
    Segments segments =
        new Segments(
            List.of(
                new Segment("table", 0, 2 * ROWS, 2, 2, 0, 0, Segment.Rule.SPARSE),
                new Segment("weight", 2 * ROWS, 3, 3, 2, 1, 0, Segment.Rule.OPTIMIZE)));
    float[] weights = new float[2 * ROWS + 3];
    for (int row = 0; row < ROWS; row++) {
      weights[2 * row] = row;
      weights[2 * row + 1] = -row;
    }
    return new ShardHarness(Trainings.training(segments, update, 2, 1), weights);
  }

  private Header.Builder header(FrameType type) {
    TablePart part = shard.partition.tableParts(0).get(0);
    return shard.header(type, part.first());
  }

  private static Payload rows(int[] ids, float... values) {
    return payloads().copy(new TableRows(ids, 0, ids.length, values, 0, 2));
  }

  private static Payloads payloads() {
    return new Payloads(PooledByteBufAllocator.DEFAULT, true);
  }

  private Answer push(Push.Builder push, int[] ids, float... values) {
    shard.send(worker, header(FrameType.PUSH_ROWS).setPush(push).build(), rows(ids, values));
    return worker.poll();
  }

  private Answer push(Node node, long step, int[] ids, float... values) {
    return push(ShardHarness.push(node, step, 0), ids, values);
  }

  private void ask(long version, int... ids) {
    Payload payload = payloads().ids(new TableRows(ids, 0, ids.length, null, 0, 2));
    shard.send(worker, header(FrameType.PULL_ROWS).setVersion(version).build(), payload);
  }

  private float[] pull(long version, int... ids) {
    ask(version, ids);
    Answer answer = worker.poll();
    assertThat(answer.type()).as("%s", answer.header()).isEqualTo(FrameType.ROWS);
    return answer.floats();
  }

  private static void assertRefused(Answer answer, String... words) {
    assertThat(answer.type()).isEqualTo(FrameType.FAILED);
    assertThat(answer.header().getFailure()).isEqualTo(Failure.BAD_REQUEST);
    assertThat(answer.header().getText()).contains(words);
  }

  @Test
  void movesTheTouchedRowsAloneByTheirMean() {
    assertThat(push(LEFT, 0, new int[] {1, 4}, 2, 2, 4, 4).type()).isEqualTo(FrameType.ACCEPTED);
    push(RIGHT, 0, new int[] {4, 7}, 2, 0, 6, 6);
    assertThat(pull(1, 0, 1, 4, 7)).containsExactly(0, 0, 0, -2, 1, -6, 4, -10);
    assertThat(shard.counters.snapshot().applied()).isEqualTo(2);
  }

  @Test
  void boundsTheNormsOfTheTouchedRowsAlone() {
    PenaltySpec bounded = PenaltySpec.NONE.withMaxNorm(5);
    shard =
        shard(
            new UpdateSpec(
                Trainings.SGD,
                new ScheduleSpec.Constant(),
                Trainings.NO_CLIP,
                List.of(new GroupUpdate(1, false, bounded))));
    push(LEFT, 0, new int[] {1, 4}, 2, 2, -4, 8);
    push(RIGHT, 0, new int[] {});
    assertThat(pull(1, 1, 4, 9)).containsExactly(0, -2, 3, -4, 9, -9);
  }

  @Test
  void keepsTheVersionBeforeWhole() {
    push(LEFT, 0, new int[] {1, 4}, 2, 2, 4, 4);
    push(RIGHT, 0, new int[] {});
    assertThat(pull(0, 1, 4, 5)).containsExactly(1, -1, 4, -4, 5, -5);
    push(LEFT, 1, new int[] {1}, 2, 2);
    push(RIGHT, 1, new int[] {});
    assertThat(pull(1, 1, 4)).containsExactly(0, -2, 2, -6);
    assertThat(pull(2, 1, 4)).containsExactly(-1, -3, 2, -6);
    ask(0, 1);
    assertThat(worker.poll().header().getFailure()).isEqualTo(Failure.STALE_STEP);
  }

  @Test
  void rowsOfALaterVersionComeWhenItIsThere() {
    ask(1, 4);
    assertThat(worker.isSilent()).isTrue();
    push(LEFT, 0, new int[] {});
    FakeConnection other = new FakeConnection("other");
    shard.send(
        other,
        header(FrameType.PUSH_ROWS).setPush(ShardHarness.push(RIGHT, 0, 0)).build(),
        rows(new int[] {4}, 2, 2));
    assertThat(other.only().type()).isEqualTo(FrameType.ACCEPTED);
    assertThat(worker.only().floats()).containsExactly(3, -5);
  }

  @Test
  void aRepeatCountsOnce() {
    push(LEFT, 0, new int[] {1}, 2, 2);
    assertThat(push(LEFT, 0, new int[] {1}, 2, 2).header().getRepeated()).isTrue();
    push(RIGHT, 0, new int[] {});
    assertThat(push(RIGHT, 0, new int[] {}).header().getRepeated()).isTrue();
    assertThat(pull(1, 1)).containsExactly(0, -2);
    assertThat(push(LEFT, 3, new int[] {1}, 2, 2).header().getFailure())
        .isEqualTo(Failure.STALE_STEP);
  }

  @Test
  void aHigherIncarnationStartsTheStepAnew() {
    push(LEFT, 0, new int[] {1}, 1000, 1000);
    push(ShardHarness.push(LEFT, 0, 1), new int[] {1}, 2, 2);
    push(ShardHarness.push(RIGHT, 0, 1), new int[] {});
    assertThat(pull(1, 1)).containsExactly(0, -2);
    assertThat(push(LEFT, 1, new int[] {1}, 2, 2).header().getFailure())
        .isEqualTo(Failure.STALE_INCARNATION);
  }

  @Test
  void aContributionInPiecesCountsWhenItIsWholeAndMayBeSentAgain() {
    Push.Builder left = ShardHarness.push(LEFT, 0, 0);
    push(RIGHT, 0, new int[] {});
    push(left.setPiece(0).setMore(true), new int[] {1, 2}, 9, 9, 9, 9);
    push(left.setPiece(0).setMore(true), new int[] {1, 2}, 2, 2, 4, 4);
    assertThat(push(left.setPiece(1).setMore(false), new int[] {5}, 6, 6).type())
        .isEqualTo(FrameType.ACCEPTED);
    assertThat(pull(1, 1, 2, 5)).containsExactly(0, -2, 0, -4, 2, -8);
    assertRefused(
        push(ShardHarness.push(LEFT, 1, 0).setPiece(1), new int[] {5}, 6, 6), "piece=1", "order");
  }

  @Test
  void refusesRowsThatAreNotThereOrNotInOrder() {
    assertRefused(push(LEFT, 0, new int[] {3, 3}, 1, 1, 1, 1), "row=3", "ascending, 4..9");
    assertRefused(push(LEFT, 0, new int[] {10}, 1, 1), "row=10", "0..9");
    assertRefused(push(LEFT, 0, new int[] {-1}, 1, 1), "row=-1");
    shard.send(
        worker,
        header(FrameType.PUSH_ROWS).setPush(ShardHarness.push(LEFT, 0, 0)).build(),
        payloads().ids(new TableRows(new int[] {1, 2}, 0, 2, null, 0, 2)));
    assertRefused(worker.poll(), "payload of 8 bytes", "rows of 2 floats");
    assertRefused(push(new Node(0, 2), 0, new int[] {}), "2 virtual workers");
    ask(0, 11);
    assertRefused(worker.poll(), "row=11");
    // Whoever was refused has not been counted.
    push(LEFT, 0, new int[] {1}, 2, 2);
    push(RIGHT, 0, new int[] {});
    assertThat(pull(1, 1)).containsExactly(0, -2);
  }

  @Test
  void densePushesAndRowsDoNotMix() {
    Push.Builder push = ShardHarness.push(LEFT, 0, 0);
    shard.send(worker, header(FrameType.PUSH).setPush(push).build(), new float[2 * ROWS]);
    assertRefused(worker.poll(), "PUSH to a sparse table");
    Header dense =
        shard
            .header(FrameType.PUSH_ROWS, shard.partition.learningChunksOfUnit(1).get(0))
            .setPush(push)
            .build();
    shard.send(worker, dense, rows(new int[] {1}, 1, 1));
    assertRefused(worker.poll(), "PUSH_ROWS to dense weights");
  }

  /** torch.optim.SparseAdam: moments of a row rest with it, corrections count every step. */
  @Test
  void followsSparseAdam() {
    double rate = 0.1;
    shard = shard(Trainings.ADAM, rate);
    double m = 0;
    double s = 0;
    double w = 4;
    double[] gradients = {3, 0, -1, 0, 0, 2};
    for (int step = 0; step < gradients.length; step++) {
      float g = (float) gradients[step];
      if (g == 0) {
        push(LEFT, step, new int[] {7}, 1, 1);
      } else {
        push(LEFT, step, new int[] {4}, 2 * g, 0);
        m = 0.9 * m + 0.1 * g;
        s = 0.999 * s + 0.001 * g * g;
        double bias1 = 1 - Math.pow(0.9, step + 1);
        double bias2 = Math.sqrt(1 - Math.pow(0.999, step + 1));
        w -= rate / bias1 * m / (Math.sqrt(s) / bias2 + 1e-8);
      }
      push(RIGHT, step, new int[] {});
      assertThat(pull(step + 1, 4)[0]).isEqualTo((float) w, within(2e-6f));
    }
  }

  @Test
  void wholeVersionsHaveEveryRow() {
    push(LEFT, 0, new int[] {1}, 2, 2);
    push(RIGHT, 0, new int[] {});
    Header dense =
        shard.header(FrameType.PUSH, shard.partition.learningChunksOfUnit(1).get(0)).build();
    for (Node node : List.of(LEFT, RIGHT)) {
      Header pushed = dense.toBuilder().setPush(ShardHarness.push(node, 0, 0)).build();
      shard.send(worker, pushed, new float[3]);
      worker.poll();
    }
    assertThat(shard.completedVersion()).isEqualTo(1);
    float[] weights = shard.weights(1);
    assertThat(weights[2]).isEqualTo(0);
    assertThat(weights[8]).isEqualTo(4);
    assertThat(shard.weights(0)[2]).isEqualTo(1);
  }
}
