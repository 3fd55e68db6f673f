package weir.driver.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexedNamesTest {
  private static final List<String> PLAIN = List.of("b", "a", "b", "c");

  private static void assertAlike(List<String> names) {
    assertThat(names).isEqualTo(PLAIN).hasSameHashCodeAs(PLAIN).hasToString(PLAIN.toString());
    for (String name : List.of("a", "b", "c", "d")) {
      assertThat(names.indexOf(name)).as(name).isEqualTo(PLAIN.indexOf(name));
      assertThat(names.contains(name)).as(name).isEqualTo(PLAIN.contains(name));
    }
    assertThatThrownBy(() -> names.add("e")).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void isAListThatDoesNotChange() {
    assertAlike(IndexedNames.of(PLAIN));
  }

  @Test
  void travelsToExecutors() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(IndexedNames.of(PLAIN));
    }
    ByteArrayInputStream written = new ByteArrayInputStream(bytes.toByteArray());
    @SuppressWarnings("unchecked")
    List<String> read = (List<String>) new ObjectInputStream(written).readObject();
    assertAlike(read);
  }
}
