package weir.proto.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns();
  private final List<String> done = new ArrayList<>();

  @Test
  void whatIsLeftOrTakenInATurnComesAfterItInOrder() {
    turns.take(
        () -> {
          assertThat(turns.leave(() -> done.add("answer"))).isTrue();
          turns.take(
              () -> {
                done.add("request");
                turns.leave(() -> done.add("answer to the request"));
              });
          done.add("first");
        });
    assertThat(done).containsExactly("first", "answer", "request", "answer to the request");
  }

  @Test
  void nothingIsLeftOutsideOfATurn() {
    assertThat(turns.leave(() -> done.add("lost"))).isFalse();
    turns.take(() -> done.add("turn"));
    assertThat(turns.leave(() -> done.add("lost"))).isFalse();
    assertThat(done).containsExactly("turn");
  }

  @Test
  void anErrorPassesThroughOnceWhatWasLeftIsDone() {
    IllegalStateException error = new IllegalStateException("broken");
    AssertionError later = new AssertionError("broken too");
    assertThatThrownBy(
            () ->
                turns.take(
                    () -> {
                      turns.leave(() -> done.add("answer of one"));
                      turns.leave(
                          () -> {
                            throw later;
                          });
                      turns.leave(() -> done.add("answer of another"));
                      throw error;
                    }))
        .isSameAs(error)
        .hasSuppressedException(later);
    turns.take(() -> done.add("next"));
    assertThat(done).containsExactly("answer of one", "answer of another", "next");
  }

  @Test
  void anotherThreadHasATurnOfItsOwn() throws Exception {
    FutureTask<Boolean> other = new FutureTask<>(() -> turns.leave(() -> done.add("lost")));
    turns.take(
        () -> {
          Thread thread = new Thread(other);
          thread.start();
          try {
            thread.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(other.get()).isFalse();
  }
}
