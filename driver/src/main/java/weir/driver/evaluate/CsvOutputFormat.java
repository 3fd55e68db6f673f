package weir.driver.evaluate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/**
 * Writes lines into files whose first line is a header. Hadoop's way to write: a task's file
 * appears when the task has ended, and once.
 */
public final class CsvOutputFormat extends FileOutputFormat<NullWritable, String> {
  /** Where the configuration has the header. */
  static final String HEADER = "weir.csv.header";

  private static final String EXTENSION = ".csv";

  @Override
  public RecordWriter<NullWritable, String> getRecordWriter(TaskAttemptContext task)
      throws IOException {
    Path file = getDefaultWorkFile(task, EXTENSION);
    OutputStream out =
        new BufferedOutputStream(file.getFileSystem(task.getConfiguration()).create(file, false));
    Lines lines = new Lines(out);
    lines.write(NullWritable.get(), task.getConfiguration().get(HEADER));
    return lines;
  }

  private static final class Lines extends RecordWriter<NullWritable, String> {
    private final OutputStream out;

    Lines(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(NullWritable nothing, String line) throws IOException {
      out.write(line.getBytes(StandardCharsets.UTF_8));
      out.write('\n');
    }

    @Override
    public void close(TaskAttemptContext task) throws IOException {
      out.close();
    }
  }
}
