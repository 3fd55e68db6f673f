package weir.driver.data.image;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import weir.driver.config.ImageSpec;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowWriter;
import weir.driver.data.source.RowCursor;
import weir.tensor.Shape;

/** Decodes some image files, a row each. */
final class ImageCursor implements RowCursor {

  /**
   * What all images become.
   *
   * @param first the file whose shape the others must have
   */
  record Expected(ImageSpec spec, Shape shape, String first, RawSchema schema)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  private final Iterator<ImageFile> files;
  private final Expected expected;
  private final Configuration conf;
  private final boolean named;
  private ImageFile file;
  private PixelImage image;

  ImageCursor(Iterator<ImageFile> files, Expected expected, Configuration conf) {
    this.files = files;
    this.expected = expected;
    this.conf = conf;
    this.named = expected.schema().columns().get(0).kind() == RawKind.TEXT;
  }

  @Override
  public boolean next() {
    if (!files.hasNext()) {
      return false;
    }
    file = files.next();
    image = file.read(conf, expected.spec());
    file.check(image, expected.shape(), expected.first());
    return true;
  }

  @Override
  public void write(RowWriter writer) {
    writer.begin();
    if (named) {
      writer.text(file.file());
    }
    writer.bytes(image.pixels(), 0, image.pixels().length);
    if (expected.schema().labels() > 0) {
      writer.text(file.label());
    }
  }

  @Override
  public String file() {
    return file.file();
  }

  /** A file is one block of one row. */
  @Override
  public long block() {
    return 0;
  }

  @Override
  public long sequence() {
    return 0;
  }
}
