package weir.proto.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SumTreeTest {

  @Property
  void aCoverHasEveryLeafOnceInOrder(
      @ForAll @IntRange(min = 0, max = 8) int level,
      @ForAll @IntRange(min = 0, max = 256) int a,
      @ForAll @IntRange(min = 0, max = 256) int b) {
    SumTree tree = new SumTree(1 << level);
    int from = Math.min(a, b) % (tree.leaves() + 1);
    int to = Math.max(from, Math.max(a, b) % (tree.leaves() + 1));
    int next = from;
    for (SumTree.Node node : tree.cover(from, to)) {
      assertThat(node.firstLeaf()).isEqualTo(next);
      assertThat(tree.contains(node)).isTrue();
      next = node.endLeaf();
    }
    assertThat(next).isEqualTo(to);
  }

  @Property
  void noTwoNodesOfACoverAreSiblings(
      @ForAll @IntRange(min = 0, max = 64) int a, @ForAll @IntRange(min = 0, max = 64) int b) {
    List<SumTree.Node> nodes = new SumTree(64).cover(Math.min(a, b), Math.max(a, b));
    for (SumTree.Node node : nodes) {
      boolean root = node.equals(new SumTree(64).root());
      assertThat(!root && nodes.contains(node.sibling())).as("%s in %s", node, nodes).isFalse();
    }
  }

  @Property
  void workersOwnAllLeavesInOrder(
      @ForAll @IntRange(min = 0, max = 6) int level, @ForAll @IntRange(min = 1, max = 64) int w) {
    SumTree tree = new SumTree(1 << level);
    int workers = Math.min(w, tree.leaves());
    assertThat(tree.firstLeafOf(0, workers)).isZero();
    assertThat(tree.firstLeafOf(workers, workers)).isEqualTo(tree.leaves());
    for (int worker = 0; worker < workers; worker++) {
      assertThat(tree.firstLeafOf(worker + 1, workers))
          .isGreaterThan(tree.firstLeafOf(worker, workers));
    }
  }

  @Test
  void aNodeKnowsItsFamily() {
    SumTree.Node node = new SumTree.Node(1, 3);
    assertThat(node.parent()).isEqualTo(new SumTree.Node(2, 1));
    assertThat(node.sibling()).isEqualTo(new SumTree.Node(1, 2));
    assertThat(new SumTree(8).contains(node)).isTrue();
    assertThat(new SumTree(4).contains(node)).isFalse();
    assertThat(new SumTree(8).root()).isEqualTo(new SumTree.Node(3, 0));
  }

  @Test
  void refusesLeavesThatAreNoPowerOfTwo() {
    assertThatThrownBy(() -> new SumTree(6)).hasMessage("leaves=6 (expected: a power of two)");
    assertThatThrownBy(() -> new SumTree(4).cover(2, 5)).hasMessageContaining("within 0..4");
  }
}
