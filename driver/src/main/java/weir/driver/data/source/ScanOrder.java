package weir.driver.data.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.Partition;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.FilePartition$;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.internal.SQLConf;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The order of the files of a scan. Spark's takes the largest parts first, wherever they are; a
 * scan by {@link #apart} has a partition for each part, and {@link #of} joins them to partitions as
 * large as Spark's own, in the order of the files. Used on the driver.
 */
final class ScanOrder {
  /** More than any part has, so that no two share a partition. */
  private static final long ALONE = 1L << 50;

  private final SparkSession spark;
  private final Map<Path, Integer> places = new HashMap<>();
  private final long size;

  ScanOrder(org.apache.spark.sql.SparkSession spark, List<FileStatus> files) {
    this.spark = (SparkSession) spark;
    for (FileStatus file : files) {
      places.put(file.getPath(), places.size());
    }
    long cost = spark.sessionState().conf().filesOpenCostInBytes();
    long bytes = files.stream().mapToLong(file -> file.getLen() + cost).sum();
    this.size = FilePartition$.MODULE$.maxSplitBytes(spark, () -> bytes);
  }

  /** The session to scan with. */
  SparkSession apart() {
    SparkSession apart = spark.cloneSession();
    apart.conf().set(SQLConf.FILES_MAX_PARTITION_BYTES().key(), size);
    apart.conf().set(SQLConf.FILES_OPEN_COST_IN_BYTES().key(), ALONE);
    apart.conf().unset(SQLConf.FILES_MAX_PARTITION_NUM().key());
    return apart;
  }

  /** What was made of a scan partition by partition, in the order of the files. */
  <T> RDD<T> of(RDD<T> made) {
    if (made.partitions().length < 2) {
      return made;
    }
    List<PartitionedFile> parts = new ArrayList<>();
    for (Partition partition : made.partitions()) {
      parts.add(((FilePartition) partition).files()[0]);
    }
    Integer[] ordered = new Integer[parts.size()];
    Arrays.setAll(ordered, index -> index);
    Arrays.sort(
        ordered,
        Comparator.<Integer>comparingInt(index -> places.get(parts.get(index).toPath()))
            .thenComparingLong(index -> parts.get(index).start()));
    var files = Arrays.stream(ordered).map(parts::get).toList();
    var joined =
        FilePartition$.MODULE$.getFilePartitions(
            spark, CollectionConverters.asScala(files).toSeq(), size);
    var joining = new Joining(ordered, CollectionConverters.asJava(joined));
    return made.coalesce(joined.size(), false, Option.apply(joining), null);
  }

  /** The same for what Spark computes when it is asked for. */
  Dataset<Row> of(Dataset<Row> made) {
    return spark.internalCreateDataFrame(of(made.queryExecution().toRdd()), made.schema(), false);
  }

  /** Spark asks once, on the driver; tasks get it without its fields. */
  private static final class Joining implements PartitionCoalescer, Serializable {
    private static final long serialVersionUID = 1L;

    private final transient Integer[] ordered;
    private final transient List<FilePartition> joined;

    Joining(Integer[] ordered, List<FilePartition> joined) {
      this.ordered = ordered;
      this.joined = joined;
    }

    @Override
    public PartitionGroup[] coalesce(int most, RDD<?> made) {
      PartitionGroup[] groups = new PartitionGroup[joined.size()];
      int next = 0;
      for (int i = 0; i < groups.length; i++) {
        FilePartition together = joined.get(i);
        String[] hosts = together.preferredLocations();
        groups[i] = new PartitionGroup(Option.apply(hosts.length == 0 ? null : hosts[0]));
        for (int count = together.files().length; count > 0; count--) {
          groups[i].partitions().addOne(made.partitions()[ordered[next++]]);
        }
      }
      return groups;
    }
  }
}
