package weir.driver.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;

class LocationTest {
  @TempDir Path folder;

  /** The ways to name one folder. */
  enum Root {
    PLAIN(Path::toString),
    FILE(path -> "file:" + path),
    FILE_WITH_SLASHES(path -> "file://" + path),
    ELSEWHERE(SecondRoot::at);

    private final Function<Path, String> name;

    Root(Function<Path, String> name) {
      this.name = name;
    }

    Location of(Path folder) {
      return Location.of(name.apply(folder));
    }
  }

  @ParameterizedTest
  @EnumSource(Root.class)
  void filesAreWrittenListedRenamedAndDeleted(Root kind) throws IOException {
    Location root = kind.of(folder);
    Location file = root.resolve("a/b/c.txt");
    assertThat(file.exists()).isFalse();
    file.parent().createFolders();
    file.writeText("ü\n");

    assertThat(file.readText()).isEqualTo("ü\n");
    assertThat(folder.resolve("a/b/c.txt")).hasContent("ü\n");
    assertThat(file.isFolder()).isFalse();
    assertThat(root.resolve("a").isFolder()).isTrue();
    assertThat(root.resolve("a/b").list()).extracting(Location::name).containsExactly("c.txt");

    root.resolve("a/b").moveTo(root.resolve("d"));
    assertThat(root.resolve("d/c.txt").exists()).isTrue();
    assertThatThrownBy(() -> root.resolve("a").moveTo(root.resolve("d")))
        .isInstanceOf(IOException.class);
    root.resolve("a").createFolders();
    root.resolve("a").replace(root.resolve("d"));
    assertThat(root.resolve("d").list()).isEmpty();
    root.resolve("d").delete();
    root.resolve("d").delete();
    assertThat(root.list()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Root.class)
  void everyCharacterOfANameIsItself(Root kind) throws IOException {
    for (String name : new String[] {"a b", "[1]", "{x,y}", "50%20", "ü", "q?*#", "plus+", "t:1"}) {
      Location one = kind.of(folder).resolve(name).resolve("in.txt");
      one.parent().createFolders();
      one.writeText(name);
      assertThat(folder.resolve(name).resolve("in.txt")).hasContent(name);
      assertThat(Location.of(one.toString()).readText()).isEqualTo(name);
      one.parent().delete();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource(Root.class)
  void sparkReadsWhatIsCalledSo(Root kind) throws IOException {
    Location rows = kind.of(folder).resolve("a b/rows ü%20.txt");
    rows.parent().createFolders();
    rows.writeText("one\ntwo\n");
    assertThat(LocalSpark.session().read().textFile(rows.forSpark()).count()).isEqualTo(2);
  }

  @Test
  void whatIsNotUtf8IsToldFromText() throws IOException {
    for (Root kind : Root.values()) {
      Location file = kind.of(folder).resolve("x");
      try (OutputStream out = file.write()) {
        out.write(new byte[] {(byte) 0xff, 0, 1});
      }
      assertThatThrownBy(file::readText).isInstanceOf(CharacterCodingException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/jobs, a.csv, /jobs/a.csv",
    "/jobs, ../a.csv, /a.csv",
    "/jobs, /b/a.csv, /b/a.csv",
    "file:/jobs, a.csv, /jobs/a.csv",
    "/jobs, hdfs://host/a.csv, hdfs://host/a.csv",
    "hdfs://host:9000/jobs, a.csv, hdfs://host:9000/jobs/a.csv",
    "hdfs://host:9000/jobs, '../data/*.csv', 'hdfs://host:9000/data/*.csv'",
    "hdfs://host:9000/jobs, /b/a.csv, hdfs://host:9000/b/a.csv",
    "hdfs://host/jobs, file:/a.csv, /a.csv",
    "hdfs:/jobs, a.csv, hdfs:/jobs/a.csv"
  })
  void aNameMeansWhatItMeansInItsFolder(String in, String name, String meaning) {
    assertThat(Location.of(in).resolve(name)).hasToString(meaning);
  }

  @Test
  void aFolderIsFoundBehindASymbolicLink() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    Location.of(link).createFolders();
    try (NewFolder made = NewFolder.beside(Location.of(link.resolve("new")))) {
      made.path().createFolders();
      made.keep();
    }
    assertThat(real.resolve("new")).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource(Root.class)
  void aNewFolderIsThereWholeOrNotAtAll(Root kind) throws IOException {
    Location output = kind.of(folder).resolve("deep/new");
    try (NewFolder half = NewFolder.beside(output)) {
      half.path().createFolders();
      half.path().resolve("half").writeText("x");
      assertThat(output.exists()).isFalse();
    }
    assertThat(output.parent().list()).isEmpty();
    try (NewFolder whole = NewFolder.beside(output)) {
      whole.path().createFolders();
      whole.path().resolve("whole").writeText("x");
      whole.keep();
    }
    try (Stream<Path> entries = Files.list(folder.resolve("deep"))) {
      assertThat(entries).containsExactly(folder.resolve("deep/new"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://bucket/x.csv, add --packages org.apache.hadoop:hadoop-aws:3.",
    "abfss://a@b.c/x.csv, add --packages org.apache.hadoop:hadoop-azure:3.",
    "gs://bucket/x.csv, add the library that brings it by --packages or --jars"
  })
  void aFileSystemThatIsNotThereIsNamedWithWhatToAdd(String name, String remedy) {
    String scheme = name.replaceFirst(":.*", "");
    assertThatThrownBy(() -> Location.of(name).exists())
        .isInstanceOf(UserInputException.class)
        .hasMessageStartingWith(
            name + ": no file system for " + scheme + " is on the class path; " + remedy);
    assertThatThrownBy(() -> Location.of(name).require("output=" + name))
        .hasMessageStartingWith("output=" + name + ": no file system for ");
  }

  @Test
  void withoutHadoopThisMachineIsReachedAndAnythingElseIsOneLine() throws Exception {
    Files.writeString(folder.resolve("here"), "here");
    try (WithoutHadoop loader = new WithoutHadoop()) {
      Class<?> location = loader.loadClass(Location.class.getName());
      Method of = location.getMethod("of", String.class);
      Object here = of.invoke(null, "file:" + folder.resolve("here"));
      assertThat(location.getMethod("readText").invoke(here)).isEqualTo("here");
      assertThatThrownBy(() -> of.invoke(null, "hdfs://host/x"))
          .cause()
          .isInstanceOf(UserInputException.class)
          .hasMessageStartingWith("hdfs://host/x needs Hadoop's client on the class path");
    }
  }

  @Test
  void aHostThatIsNotThereIsTheUsersInput() {
    assertThatThrownBy(() -> Location.of("hdfs://no.such.host.invalid/x").exists())
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("hdfs://no.such.host.invalid/x: ")
        .hasMessageContaining("cannot be reached");
    assertThatThrownBy(() -> Location.of("file://host/x"))
        .hasMessageContaining("file://host/x names a host");
  }
}
