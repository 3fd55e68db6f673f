package weir.driver.data.source;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import weir.driver.config.TableSpec;
import weir.driver.config.TextStep;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.driver.data.text.TextWindows;

/** Files as sequences of tokens: a row is a window over one, what follows its steps included. */
public final class SequenceSource implements RowSource {
  private final SparkSession spark;
  private final List<String> files;
  private final String charset;
  private final TextStep.TokenIds tokens;

  /**
   * @param tokens how texts are cut
   */
  public SequenceSource(
      SparkSession spark, TableSpec table, List<String> files, TextStep.TokenIds tokens) {
    this.spark = spark;
    this.files = List.copyOf(files);
    this.charset = table.dialect().charset();
    this.tokens = tokens;
  }

  @Override
  public RawSchema schema() {
    return new RawSchema(List.of(RawColumn.scalar(TextSource.TEXT, RawKind.TEXT)), 0);
  }

  @Override
  public List<String> files() {
    return files;
  }

  @Override
  public <R> JavaRDD<R> map(RowsFunction<R> function) {
    String encoding = charset;
    TextStep.TokenIds unit = tokens;
    return new FileScan(spark, files)
        .texts()
        .mapPartitions(
            texts ->
                function.apply(
                    new SequenceCursor(texts, new StrictDecoder(encoding), new TextWindows(unit))));
  }

  @Override
  public String describe(RowPosition position) {
    return InputPaths.shortName(position.file()) + " window " + (position.sequence() + 1);
  }
}
