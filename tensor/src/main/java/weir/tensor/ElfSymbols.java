package weir.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the symbols of a shared library lie, local ones too, relative to where it is loaded. For
 * 64-bit little-endian ELF (Tool Interface Standard, "ELF Specification", 1995).
 */
final class ElfSymbols {
  private static final int MAGIC = 0x464C457F;
  private static final int HEADER_BYTES = 64;
  private static final int SYMBOLS = 2;
  private static final int DYNAMIC_SYMBOLS = 11;
  private static final int SYMBOL_BYTES = 24;

  private final Path file;
  private final ByteBuffer elf;

  private ElfSymbols(Path file, ByteBuffer elf) {
    this.file = file;
    this.elf = elf;
  }

  static ElfSymbols read(Path file) throws IOException {
    // Not mapped: a mapping would look like another copy of the library in this process.
    ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (elf.limit() < HEADER_BYTES
        || elf.getInt(0) != MAGIC
        || elf.get(4) != 2
        || elf.get(5) != 1) {
      throw new IOException(file + " is not a 64-bit little-endian ELF file");
    }
    return new ElfSymbols(file, elf);
  }

  /** The offset of a symbol that the library defines. */
  long offset(String name) throws IOException {
    byte[] wanted = (name + "\0").getBytes(StandardCharsets.US_ASCII);
    for (int index = 0; index < Short.toUnsignedInt(elf.getShort(0x3C)); index++) {
      int section = section(index);
      int type = elf.getInt(section + 4);
      if (type == SYMBOLS || type == DYNAMIC_SYMBOLS) {
        long found = offset(section, wanted);
        if (found != 0) {
          return found;
        }
      }
    }
    throw new IOException("no symbol " + name + " in " + file);
  }

  private int section(int index) {
    return (int) elf.getLong(0x28) + index * Short.toUnsignedInt(elf.getShort(0x3A));
  }

  private long offset(int section, byte[] name) {
    int from = (int) elf.getLong(section + 0x18);
    int to = from + (int) elf.getLong(section + 0x20);
    int names = (int) elf.getLong(section(elf.getInt(section + 0x28)) + 0x18);
    ByteBuffer wanted = ByteBuffer.wrap(name);
    for (int symbol = from; symbol < to; symbol += SYMBOL_BYTES) {
      boolean defined = elf.getShort(symbol + 6) != 0;
      int at = names + elf.getInt(symbol);
      if (defined && at + name.length <= elf.limit() && elf.slice(at, name.length).equals(wanted)) {
        return elf.getLong(symbol + 8);
      }
    }
    return 0;
  }
}
