package weir.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which files lie where in the memory of this process, as Linux tells; a snapshot. */
record ProcessMap(List<Region> regions) {
  /** Addresses {@code from} (inclusive) to {@code to} hold a part of {@code file}. */
  record Region(long from, long to, String file) {}

  static ProcessMap read() throws IOException {
    List<Region> regions = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      String[] words = line.strip().split("\\s+", 6);
      if (words.length == 6 && words[5].startsWith("/")) {
        int dash = words[0].indexOf('-');
        regions.add(
            new Region(
                Long.parseUnsignedLong(words[0], 0, dash, 16),
                Long.parseUnsignedLong(words[0], dash + 1, words[0].length(), 16),
                words[5]));
      }
    }
    return new ProcessMap(List.copyOf(regions));
  }

  /** The file that lies at {@code address}; null when there is none. */
  String fileAt(long address) {
    return regions.stream()
        .filter(region -> region.from() <= address && address < region.to())
        .map(Region::file)
        .findFirst()
        .orElse(null);
  }

  /** Where the file begins. */
  long start(String file) throws IOException {
    return regions.stream()
        .filter(region -> region.file().equals(file))
        .mapToLong(Region::from)
        .min()
        .orElseThrow(() -> new IOException(file + " is not in the memory of this process"));
  }

  /** Files with {@code part} in their names. */
  Set<String> filesNamed(String part) {
    Set<String> files = new TreeSet<>();
    regions.stream().map(Region::file).filter(file -> file.contains(part)).forEach(files::add);
    return files;
  }
}
