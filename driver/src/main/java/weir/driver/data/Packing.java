package weir.driver.data;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import weir.driver.data.fit.RowStatistics;
import weir.driver.data.fit.SparseStatistics;
import weir.driver.data.fit.TextStatistics;
import weir.driver.data.prepare.FittedColumn.HashedColumn;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.prepare.RowPreparer;
import weir.driver.data.rank.LeafOwners;
import weir.driver.data.rank.Phase;
import weir.driver.data.rank.RowShuffle;
import weir.driver.data.rank.Survey;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;
import weir.driver.data.source.RowSource;
import weir.driver.spark.Parcel;
import weir.worker.data.RowBlock;

/** Sends placed rows to the workers that own them, packs and caches them there. */
final class Packing {
  private final DataRequest request;
  private final Preparation preparation;
  private final Map<RowSet, RowSource> sources;

  Packing(DataRequest request, Preparation preparation, Map<RowSet, RowSource> sources) {
    this.request = request;
    this.preparation = preparation;
    this.sources = sources;
  }

  /**
   * @param weighed is told what the rows will take; it may refuse them
   */
  PreparedData pack(JavaRDD<byte[]> placed, Survey survey, Consumer<PackedSize> weighed) {
    RawSchema schema = first().schema();
    Preparation prepared = preparation;
    PackedSize size = size(survey);
    weighed.accept(size);
    BlockShape shape = shape(survey);
    JavaRDD<SerializableWritable<Parcel<PackedRows>>> cached =
        RowShuffle.sorted(
                Phase.named("placing", placed),
                new LeafOwners(request.workers(), request.virtualWorkers()))
            .mapPartitions(
                rows ->
                    new Packer(
                        rows, new RowReader(schema), new RowPreparer(schema, prepared), shape),
                true)
            .map(Parcel::of)
            .persist(StorageLevel.MEMORY_AND_DISK());
    kept(cached, () -> exhausted(Phase.named("packing", cached)));
    JavaRDD<PackedRows> packed = cached.map(Parcel::open);
    return new PreparedData(
        view(packed, RowSet.TRAINING),
        rows(survey, RowSet.VALIDATION) == 0 ? null : view(packed, RowSet.VALIDATION),
        rows(survey, RowSet.TEST) == 0 ? null : view(packed, RowSet.TEST),
        size,
        preparation,
        preparation.width(),
        preparation.sparse(),
        first().schema().weighted(),
        first().input(preparation.width()),
        SourceNames.of(sources),
        preparation.outputs(null),
        Double.NaN,
        cached,
        List.of(),
        Insights.NONE);
  }

  private RowSource first() {
    return sources.values().iterator().next();
  }

  /** What {@code compute} makes of all of {@code packed}; when it fails nothing stays cached. */
  static <R> R kept(JavaRDD<?> packed, Supplier<R> compute) {
    try {
      return compute.get();
    } catch (Exception failure) {
      packed.unpersist(false);
      throw failure;
    }
  }

  static Void exhausted(JavaRDD<?> packed) {
    packed.foreachPartition(blocks -> blocks.forEachRemaining(block -> {}));
    return null;
  }

  static JavaRDD<RowBlock> view(JavaRDD<PackedRows> packed, RowSet set) {
    return packed.filter(rows -> rows.set() == set).map(PackedRows::block);
  }

  private static long rows(Survey survey, RowSet set) {
    return survey.rows(set.ordinal());
  }

  private PackedSize size(Survey survey) {
    int targets = preparation.outputs(null).size();
    double beside = 4.0 * targets + (first().schema().weighted() ? Float.BYTES : 0);
    double starts = preparation.sparse() ? Integer.BYTES : 0;
    return new PackedSize(
        new PreparedData.RowCounts(
            rows(survey, RowSet.TRAINING),
            rows(survey, RowSet.VALIDATION),
            rows(survey, RowSet.TEST)),
        featureBytes(survey) + starts + beside,
        (long) preparation.width() + targets);
  }

  private BlockShape shape(Survey survey) {
    int width = preparation.width();
    int targets = preparation.outputs(null).size();
    double features = featureBytes(survey);
    return preparation.sparse()
        ? BlockShape.of(features, width, targets, true)
        : BlockShape.of(features + 4.0 * targets, width, targets, false);
  }

  /** Of a row, on average over the first set that has any. */
  private double featureBytes(Survey survey) {
    if (!preparation.sparse()) {
      return 4.0 * preparation.width();
    }
    for (RowSet set : RowSet.values()) {
      if (rows(survey, set) > 0) {
        RowStatistics known = survey.statistics()[set.ordinal()];
        return 8.0 * entries(known) / rows(survey, set);
      }
    }
    throw new IllegalStateException("no rows to pack");
  }

  /** Stored values of all rows; of hashed texts before those of equal features are added up. */
  private double entries(RowStatistics known) {
    return preparation.columns().get(0) instanceof HashedColumn hashed
        ? (double) ((TextStatistics) known.column(0)).tokens() * hashed.hash().ngrams()
        : ((SparseStatistics) known.column(0)).entries();
  }
}
