package weir.driver.data.source;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import weir.driver.UserInputException;

/**
 * The first bytes of an IDX file, big-endian: two zeros, the type (8: unsigned byte), the number of
 * dimensions, then the extent of each as an int32. Rows follow.
 *
 * @param rows the first extent
 * @param rowBytes the product of the others
 * @param extents of one row; none for labels
 */
record IdxHeader(int rows, int rowBytes, int[] extents) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int UNSIGNED_BYTE = 8;

  /** Opens a file, gunzipping it when its name ends in {@code .gz}. */
  static DataInputStream open(Configuration conf, String file) throws IOException {
    var raw = InputPaths.open(conf, file);
    if (!gzipped(file)) {
      return new DataInputStream(new BufferedInputStream(raw, 1 << 16));
    }
    try {
      return new DataInputStream(new GZIPInputStream(raw, 1 << 16));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  static boolean gzipped(String file) {
    return file.endsWith(".gz");
  }

  /** Bytes before the first row. */
  int length() {
    return 4 * (2 + extents.length);
  }

  /** Reads the header of a file and leaves the stream at its first row. */
  static IdxHeader read(DataInputStream in, String file) throws IOException {
    try {
      int magic = in.readInt();
      int dimensions = magic & 0xff;
      if (magic >>> 8 != UNSIGNED_BYTE || dimensions < 1 || dimensions > 4) {
        throw new UserInputException(
            file
                + " begins with "
                + String.format("0x%08x", magic)
                + " (expected: 0x00000801 for labels, 0x00000803 for images); not an IDX file of"
                + " unsigned bytes");
      }
      int rows = in.readInt();
      int[] extents = new int[dimensions - 1];
      long rowBytes = 1;
      for (int i = 0; i < extents.length; i++) {
        extents[i] = in.readInt();
        rowBytes *= extents[i];
        if (extents[i] < 1 || rowBytes > 1 << 24) {
          throw new UserInputException(
              file + " has extent " + extents[i] + " (expected: rows of 1 to 16777216 bytes)");
        }
      }
      if (rows < 1) {
        throw new UserInputException(file + " has " + rows + " rows (expected: >= 1)");
      }
      return new IdxHeader(rows, (int) rowBytes, extents);
    } catch (EOFException e) {
      throw new UserInputException(file + " ends inside its header (expected: an IDX file)", e);
    }
  }
}
