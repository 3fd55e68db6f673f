package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import weir.proto.codec.Payload;
import weir.proto.codec.Payloads;
import weir.proto.partition.SumTree;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.TrainingSpec;

/** The bound is what a real tree holds in the worst order of arrival, no more and no less. */
class WaitingSumsTest {
  private static final Payloads COPIES = new Payloads(PooledByteBufAllocator.DEFAULT, false);
  private static final Payloads LOANS = new Payloads(PooledByteBufAllocator.DEFAULT, true);

  /** What one worker contributes, the last subtree lent. */
  private record Contribution(Node node, boolean lent) {}

  @Property
  void isReachedInTheWorstOrderOfArrival(
      @ForAll @IntRange(max = 3) int level,
      @ForAll @IntRange(min = 1, max = 8) int workers,
      @ForAll boolean lends) {
    int leaves = 1 << level;
    int most = Math.min(workers, leaves);
    assertThat(bound(leaves, most, lends)).isEqualTo(worst(leaves, most, lends));
  }

  @Test
  void halfTheVirtualWorkersAreTheMostThatEverWait() {
    assertThat(bound(64, 64, false)).isEqualTo(32);
    assertThat(bound(1 << 16, 1 << 16, false)).isEqualTo(1 << 15);
    assertThat(bound(64, 1, false)).isZero();
    assertThat(bound(64, 2, false)).isEqualTo(1);
    assertThat(bound(64, 2, true)).isZero();
    assertThat(bound(64, 64, true)).isEqualTo(16);
    assertThat(bound(64, 8, false)).isLessThan(32);
  }

  private static TrainingSpec training(int leaves, int workers) {
    TrainingSpec each =
        Trainings.training(
            Trainings.segments(1), Trainings.update(Trainings.SGD, 1, Trainings.NO_CLIP), 1, 1);
    return new TrainingSpec(
        each.jobId(),
        each.segments(),
        each.update(),
        each.consistency(),
        leaves,
        workers,
        1,
        each.epochs(),
        each.deadlineMillis());
  }

  private static int bound(int leaves, int workers, boolean lends) {
    return WaitingSums.most(training(leaves, workers), lends);
  }

  /** Over all that may be there at a time, of as many workers or, where they may be lost, fewer. */
  private static int worst(int leaves, int most, boolean lends) {
    SumTree tree = new SumTree(leaves);
    int worst = 0;
    for (int workers = lends ? most : 1; workers <= most; workers++) {
      List<Contribution> all = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        int end = tree.firstLeafOf(worker + 1, workers);
        for (Node node : tree.cover(tree.firstLeafOf(worker, workers), end)) {
          all.add(new Contribution(node, lends && node.endLeaf() == end));
        }
      }
      for (int there = 0; there < 1 << all.size(); there++) {
        worst = Math.max(worst, held(tree, all, there));
      }
    }
    return worst;
  }

  /** Slots that a real tree holds once those came whose bits are set; none when they are all. */
  private static int held(SumTree tree, List<Contribution> all, int there) {
    SlotPool pool = new SlotPool();
    SlotPool.Shelf shelf = pool.shelf(1);
    ContributionTree real = new ContributionTree(tree, shelf);
    for (int i = 0; i < all.size(); i++) {
      if ((there >> i & 1) == 1) {
        Payloads payloads = all.get(i).lent() ? LOANS : COPIES;
        Payload payload = payloads.lend(new float[1], 0, 1);
        RootSum root = real.add(all.get(i).node(), payload, 1, 1);
        payload.release();
        if (root != null) {
          return 0;
        }
      }
    }
    long made = pool.allocatedFloats();
    int free = 0;
    for (shelf.rent(); pool.allocatedFloats() == made; shelf.rent()) {
      free++;
    }
    return (int) made - free;
  }
}
