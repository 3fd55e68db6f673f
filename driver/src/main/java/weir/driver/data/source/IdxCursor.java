package weir.driver.data.source;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import weir.driver.UserInputException;
import weir.driver.data.row.RowWriter;

/** Rows of slices of IDX files. */
final class IdxCursor implements RowCursor {
  private final Iterator<RowSlice> slices;
  private final List<IdxFile> files;
  private final boolean labelled;
  private final Configuration conf;
  private RowSlice slice;
  private long sequence;
  private DataInputStream images;
  private byte[] labels;
  private byte[] pixels;

  IdxCursor(Iterator<RowSlice> slices, List<IdxFile> files, boolean labelled, Configuration conf) {
    this.slices = slices;
    this.files = files;
    this.labelled = labelled;
    this.conf = conf;
    // A task may stop before the last row: an error, or a search that found what it wanted.
    TaskCompletionListener closing = task -> closeLast();
    TaskContext.get().addTaskCompletionListener(closing);
  }

  private void closeLast() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + slice.file(), e);
    }
  }

  @Override
  public boolean next() {
    try {
      sequence++;
      while (slice == null || sequence == slice.rows()) {
        close();
        if (!slices.hasNext()) {
          return false;
        }
        open(slices.next());
      }
      images.readFully(pixels);
      return true;
    } catch (EOFException e) {
      throw new UserInputException(
          "cannot read " + slice.file() + ": it ends too early (expected: a whole IDX file)", e);
    } catch (IOException e) {
      throw new UserInputException(
          "cannot read " + slice.file() + ": " + e.getMessage() + " (expected: a whole IDX file)",
          e);
    }
  }

  private void open(RowSlice next) throws IOException {
    slice = next;
    sequence = 0;
    IdxFile file =
        files.stream().filter(f -> f.images().equals(next.file())).findFirst().orElseThrow();
    images = openAt(file.images(), file.header(), next.first());
    pixels = new byte[file.header().rowBytes()];
    if (labelled) {
      IdxHeader header = new IdxHeader(file.header().rows(), 1, new int[0]);
      try (DataInputStream in = openAt(file.labels(), header, next.first())) {
        labels = new byte[(int) next.rows()];
        in.readFully(labels);
      } catch (EOFException e) {
        throw new UserInputException(
            "cannot read " + file.labels() + ": it ends too early (expected: one label an image)",
            e);
      }
    }
  }

  private DataInputStream openAt(String name, IdxHeader header, long first) throws IOException {
    long skip = header.length() + first * header.rowBytes();
    if (IdxHeader.gzipped(name)) {
      DataInputStream in = IdxHeader.open(conf, name);
      in.skipNBytes(skip);
      return in;
    }
    var raw = InputPaths.open(conf, name);
    raw.seek(skip);
    return new DataInputStream(new BufferedInputStream(raw, 1 << 16));
  }

  private void close() throws IOException {
    if (images != null) {
      images.close();
      images = null;
    }
  }

  @Override
  public void write(RowWriter writer) {
    writer.begin();
    writer.bytes(pixels, 0, pixels.length);
    if (labelled) {
      writer.number(labels[(int) sequence] & 0xff);
    }
  }

  @Override
  public String file() {
    return slice.file();
  }

  @Override
  public long block() {
    return slice.first();
  }

  @Override
  public long sequence() {
    return sequence;
  }
}
