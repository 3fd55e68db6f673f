package weir.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A generated csv file: numbers with four decimals, texts, and a label of 0 and 1 at the end. The
 * same arguments make the same bytes.
 *
 * @param numbers columns of numbers
 * @param texts columns of texts; the first has 4 values, each next one 4 more
 * @param missing one number in so many is missing; 0: none is
 */
record PrepareFile(int rows, int numbers, int texts, int missing) {
  private static final int CHUNK = 1 << 20;

  /** Writes the file into {@code folder}, unless it is there. */
  Path in(Path folder) throws IOException {
    Path file = folder.resolve(rows + "x" + numbers + "x" + texts + "x" + missing + ".csv");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Path unfinished = folder.resolve(file.getFileName() + ".unfinished");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), CHUNK)) {
        write(out);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private void write(OutputStream out) throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    out.write((String.join(",", names()) + "\n").getBytes(StandardCharsets.US_ASCII));
    StringBuilder line = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      line.setLength(0);
      for (int i = 0; i < numbers; i++) {
        if (missing == 0 || random.nextInt(missing) > 0) {
          number(random.nextInt(-1_000_000, 1_000_000), line);
        }
        line.append(',');
      }
      for (int i = 0; i < texts; i++) {
        line.append("value").append(random.nextInt(4 * (i + 1))).append(',');
      }
      line.append(random.nextInt(2)).append('\n');
      out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Ten thousandths as a decimal number. */
  private static void number(int value, StringBuilder line) {
    line.append(value < 0 ? "-" : "").append(Math.abs(value) / 10_000).append('.');
    int decimals = Math.abs(value) % 10_000;
    line.append(decimals < 1000 ? "0" : "").append(decimals < 100 ? "0" : "");
    line.append(decimals < 10 ? "0" : "").append(decimals);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < numbers; i++) {
      names.add("number" + i);
    }
    for (int i = 0; i < texts; i++) {
      names.add("text" + i);
    }
    names.add("label");
    return names;
  }

  /** What a program that knows its file tells Spark. */
  StructType schema() {
    StructType schema = new StructType();
    for (String name : names()) {
      boolean text = name.startsWith("text");
      schema = schema.add(name, text ? DataTypes.StringType : DataTypes.DoubleType);
    }
    return schema;
  }
}
