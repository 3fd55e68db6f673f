package weir.driver.data.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * Parquet files whose columns are wider in some than in others: each file is read with its own
 * types, and its numbers are cast to the widest. Spark's reader takes one type for all files.
 */
final class WideningParquet extends ParquetFileFormat {
  private static final long serialVersionUID = 1;

  private final HashMap<String, StructType> byFile;

  /**
   * @param byFile the columns of each file, by its name
   */
  WideningParquet(Map<String, StructType> byFile) {
    this.byFile = new HashMap<>(byFile);
  }

  @Override
  public boolean supportBatch(SparkSession session, StructType schema) {
    return false;
  }

  @Override
  public Function1<PartitionedFile, Iterator<InternalRow>> buildReaderWithPartitionValues(
      SparkSession session,
      StructType dataSchema,
      StructType partitionSchema,
      StructType requiredSchema,
      Seq<Filter> filters,
      scala.collection.immutable.Map<String, String> options,
      Configuration conf) {
    Seq<Filter> none = CollectionConverters.asScala(List.<Filter>of()).toSeq();
    HashMap<StructType, Function1<PartitionedFile, Iterator<InternalRow>>> readers =
        new HashMap<>();
    HashMap<String, StructType> required = new HashMap<>();
    byFile.forEach(
        (file, columns) -> {
          StructType own = own(requiredSchema, columns);
          required.put(file, own);
          readers.computeIfAbsent(
              own,
              types ->
                  super.buildReaderWithPartitionValues(
                      session,
                      own(dataSchema, columns),
                      partitionSchema,
                      types,
                      none,
                      options,
                      new Configuration(conf)));
        });
    return new Reader(required, readers, requiredSchema, partitionSchema);
  }

  /** The same columns with the types of a file; those that it lacks stay as they are. */
  private static StructType own(StructType wanted, StructType columns) {
    List<String> names = List.of(columns.fieldNames());
    StructType own = new StructType();
    for (StructField field : wanted.fields()) {
      boolean there = names.contains(field.name());
      DataType type = there ? columns.apply(field.name()).dataType() : field.dataType();
      own = own.add(new StructField(field.name(), type, field.nullable(), field.metadata()));
    }
    return own;
  }

  /** Reads a file with its own types and casts. */
  private static final class Reader
      extends AbstractFunction1<PartitionedFile, Iterator<InternalRow>> implements Serializable {
    private static final long serialVersionUID = 1;
    private final HashMap<String, StructType> required;
    private final HashMap<StructType, Function1<PartitionedFile, Iterator<InternalRow>>> readers;
    private final StructType wanted;
    private final StructType partitions;

    Reader(
        HashMap<String, StructType> required,
        HashMap<StructType, Function1<PartitionedFile, Iterator<InternalRow>>> readers,
        StructType wanted,
        StructType partitions) {
      this.required = required;
      this.readers = readers;
      this.wanted = wanted;
      this.partitions = partitions;
    }

    @Override
    public Iterator<InternalRow> apply(PartitionedFile file) {
      StructType own = required.get(file.toPath().toString());
      Iterator<InternalRow> rows = readers.get(own).apply(file);
      UnsafeProjection cast =
          UnsafeProjection.create(CollectionConverters.asScala(casts(own)).toSeq());
      return rows.map(
          new AbstractFunction1<InternalRow, InternalRow>() {
            @Override
            public InternalRow apply(InternalRow row) {
              return cast.apply(row);
            }
          });
    }

    private List<Expression> casts(StructType own) {
      List<Expression> casts = new ArrayList<>();
      for (int i = 0; i < wanted.size(); i++) {
        StructField field = own.fields()[i];
        Expression value = new BoundReference(i, field.dataType(), field.nullable());
        DataType type = wanted.fields()[i].dataType();
        casts.add(type.equals(field.dataType()) ? value : new Cast(value, type, Option.empty()));
      }
      for (int i = 0; i < partitions.size(); i++) {
        StructField field = partitions.fields()[i];
        casts.add(new BoundReference(wanted.size() + i, field.dataType(), field.nullable()));
      }
      return casts;
    }
  }
}
