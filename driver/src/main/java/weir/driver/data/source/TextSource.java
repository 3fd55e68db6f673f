package weir.driver.data.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import weir.driver.config.ColumnKind;
import weir.driver.config.TableSpec;
import weir.driver.config.TextLabel;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;

/**
 * Texts: the lines of files, or whole files. Lines that are blank are no rows. Lines to be
 * predicted hold the text alone.
 */
public final class TextSource implements RowSource {
  /** The column of the texts. */
  static final String TEXT = "text";

  /** The column of their labels. */
  public static final String LABEL = "label";

  private final SparkSession spark;
  private final List<String> files;
  private final TextLabel label;
  private final boolean labelled;
  private final boolean numbers;
  private final String charset;

  /**
   * @param labelled false when the labels do not count, as for prediction
   */
  public TextSource(SparkSession spark, TableSpec table, List<String> files, boolean labelled) {
    this.spark = spark;
    this.files = List.copyOf(files);
    this.label = TextLabel.of(table);
    this.labelled = labelled;
    this.numbers = table.meaning().types().get(LABEL) == ColumnKind.NUMBER;
    this.charset = table.dialect().charset();
  }

  @Override
  public RawSchema schema() {
    List<RawColumn> columns = new ArrayList<>(List.of(RawColumn.scalar(TEXT, RawKind.TEXT)));
    if (labelled) {
      columns.add(RawColumn.scalar(LABEL, numbers ? RawKind.NUMBER : RawKind.TEXT));
    }
    return new RawSchema(columns, labelled ? 1 : 0);
  }

  @Override
  public List<String> files() {
    return files;
  }

  @Override
  public <R> JavaRDD<R> map(RowsFunction<R> function) {
    TextLabel place = label;
    boolean named = labelled;
    boolean ofNumbers = numbers;
    String encoding = charset;
    FileScan scan = new FileScan(spark, files);
    return (label == TextLabel.FOLDER ? scan.texts() : scan.lines())
        .mapPartitions(
            texts ->
                function.apply(
                    new TextCursor(
                        texts,
                        new TextCursor.Labels(place, named, ofNumbers),
                        new StrictDecoder(encoding))));
  }

  @Override
  public String describe(RowPosition position) {
    if (label == TextLabel.FOLDER) {
      return InputPaths.shortName(position.file());
    }
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    return new LineFinder(conf, false, false).describe(position);
  }
}
