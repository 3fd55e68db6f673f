package weir.driver.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.DataFormats.digits;
import static weir.driver.api.DataFormats.idx;
import static weir.driver.api.DataFormats.images;
import static weir.driver.api.DataFormats.libsvm;
import static weir.driver.api.DataFormats.parquet;
import static weir.driver.api.DataFormats.text;
import static weir.driver.api.TextSteps.words;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.spark.SerializableWritable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.api.Data;
import weir.driver.api.Fit;
import weir.driver.api.Fitted;
import weir.driver.api.Layers;
import weir.driver.api.Losses;
import weir.driver.api.Model;
import weir.driver.api.Sequential;
import weir.driver.config.DataFormat;
import weir.driver.config.PrepareSpec;
import weir.driver.config.SlidingWindow;
import weir.driver.config.TextLabel;
import weir.driver.spark.Parcel;

/**
 * {@code spark.serializer} changes nothing, whatever it is. Sessions of its own, hence no unit
 * test.
 */
class SerializerIT {
  @TempDir Path folder;

  @BeforeEach
  void writesRows() throws IOException {
    StringBuilder table = new StringBuilder("x,town,y\n");
    StringBuilder series = new StringBuilder("x\n");
    StringBuilder sparse = new StringBuilder();
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < 60; row++) {
      boolean odd = row % 2 == 1;
      table.append(row % 7 == 0 ? "" : row * 0.5).append(odd ? ",Oslo,a\n" : ",Rome,b\n");
      series.append(row * row % 17).append('\n');
      sparse.append(odd ? "1 1:" : "0 2:").append(row + 1).append('\n');
      lines.append(odd ? "a good film " : "b bad film ").append(row).append('\n');
      BufferedImage picture = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
      picture.getRaster().setSample(row % 4, 1, 0, 2 * row + 1);
      Path label = Files.createDirectories(folder.resolve(odd ? "images/a" : "images/b"));
      ImageIO.write(picture, "png", label.resolve(row + ".png").toFile());
    }
    Files.writeString(folder.resolve("rows.csv"), table);
    Files.writeString(folder.resolve("series.csv"), series);
    Files.writeString(folder.resolve("rows.svm"), sparse);
    Files.writeString(folder.resolve("rows.txt"), lines);
    ByteBuffer pixels = ByteBuffer.allocate(16 + 60 * 4);
    pixels.putInt(0x803).putInt(60).putInt(2).putInt(2);
    ByteBuffer labels = ByteBuffer.allocate(8 + 60).putInt(0x801).putInt(60);
    for (int row = 0; row < 60; row++) {
      pixels.putInt(17 * row);
      labels.put((byte) (row % 2));
    }
    Files.write(folder.resolve("images-idx3"), pixels.array());
    Files.write(folder.resolve("labels-idx1"), labels.array());
  }

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  private Map<String, Data> rows(SparkSession spark) {
    if (!Files.exists(folder.resolve("rows.parquet"))) {
      spark
          .range(0, 60, 1, 2)
          .selectExpr("id % 2 y", "array(id / 60d, id % 3) x")
          .write()
          .parquet(in("rows.parquet"));
    }
    Map<String, Data> rows = new LinkedHashMap<>();
    rows.put(
        "csv",
        csv(in("rows.csv")).label("y").oneHot().impute(PrepareSpec.Strategy.MEDIAN).standardize());
    rows.put("libsvm", libsvm(in("rows.svm")).scale());
    rows.put("parquet", parquet(in("rows.parquet")).label("y").standardize());
    rows.put("images", images(in("images")).scale());
    rows.put("text", text(in("rows.txt")).label(TextLabel.FIRST_WORD).tokens(words(4)));
    rows.put("idx", idx(in("images-idx3")).scale());
    rows.put("digits", digits(60, 1));
    return rows;
  }

  private static Model model(String format) {
    Sequential layers =
        switch (format) {
          case "text" -> Sequential.of(Layers.embedding(70, 3), Layers.flatten(), Layers.dense(2));
          case "images", "idx" -> Sequential.of(Layers.flatten(), Layers.dense(2));
          case "digits" -> Sequential.of(Layers.flatten(), Layers.dense(10));
          default -> Sequential.of(Layers.dense(2));
        };
    return layers.compile(Losses.crossEntropy());
  }

  /** What trainings, evaluations and predictions come to. */
  private Map<String, String> run(SparkConf conf) throws InterruptedException, IOException {
    conf.setMaster("local[2]")
        .setAppName("serializers")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1");
    Map<String, String> results = new LinkedHashMap<>();
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Fit fit = Fit.fit().epochs(2).batchSize(10).workers(2).virtualWorkers(2);
      for (Map.Entry<String, Data> rows : rows(spark).entrySet()) {
        String format = rows.getKey();
        Data data = rows.getValue().testFraction(0.2).validationFraction(0.1);
        Fitted fitted = model(format).fit(spark, data, fit);
        String input = data.spec().train().get(0);
        DataFormat type = data.spec().format();
        results.put(
            format,
            fitted.report().weightsSha256()
                + " "
                + fitted.model().evaluate(spark, type, input).testLoss()
                + " "
                + fitted.model().predict(spark, type, input).count());
      }
      Model series =
          Sequential.of(Layers.flatten(), Layers.dense(1)).compile(Losses.meanSquaredError());
      Data window = csv(in("series.csv")).label("x").features("x").window(SlidingWindow.of(4));
      Fitted fitted = series.fit(spark, window.testFraction(0.3), fit);
      results.put("series", fitted.report().weightsSha256());
      results.put("disk", String.valueOf(fromDisk(spark)));
    }
    return results;
  }

  private record Item(String name, float[] values) implements java.io.Serializable {}

  /** As blocks are that do not fit into memory. */
  private static List<Float> fromDisk(SparkSession spark) {
    var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<Item> items = List.of(new Item("a", new float[] {1, 2}), new Item("b", new float[] {3}));
    JavaRDD<SerializableWritable<Parcel<Item>>> cached =
        Parcel.parallelize(context, items, 2).map(Parcel::of).persist(StorageLevel.DISK_ONLY());
    cached.count();
    return Parcel.collect(cached.map(Parcel::open).map(item -> item.values()[0]));
  }

  @Test
  void kryoGivesTheSameBits() throws InterruptedException, IOException {
    Map<String, String> java =
        run(new SparkConf().set("spark.serializer", JavaSerializer.class.getName()));
    assertThat(java).hasSize(9).containsEntry("disk", "[1.0, 3.0]");
    SparkConf kryo = new SparkConf().set("spark.serializer", KryoSerializer.class.getName());
    assertThat(run(kryo)).isEqualTo(java);
    // Spark's own reader of Parquet sends the schema, and registers scalar types alone.
    SparkConf strict =
        kryo.clone()
            .set("spark.kryo.registrationRequired", "true")
            .set("spark.kryo.classesToRegister", ArrayType.class.getName());
    assertThat(run(strict)).isEqualTo(java);
  }
}
