package weir.driver.config.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import weir.driver.config.ClusterSpec;
import weir.driver.config.EarlyStopping;
import weir.driver.config.TrainSpec;

/** The schema and the readers know the same keys, variants, main options and defaults. */
class SchemaKeysTest {
  private final JsonNode root;

  SchemaKeysTest() throws IOException {
    try (InputStream stream = getClass().getResourceAsStream("/weir/schema/job.schema.json")) {
      root = new ObjectMapper().readTree(stream);
    }
  }

  @Test
  void sectionsHaveTheSameKeys() {
    assertKeys("", JobFile.KEYS);
    assertKeys("/properties/data", DataText.KEYS);
    assertKeys("/properties/data/properties/image", DataText.IMAGE_KEYS);
    assertKeys("/properties/model", ModelText.KEYS);
    assertKeys("/properties/train", TrainText.KEYS);
    assertKeys("/properties/cluster", ClusterText.KEYS);
    assertKeys("/properties/train/properties/earlyStopping/oneOf/1", TrainText.EARLY_KEYS);
    assertKeys("/properties/train/properties/stop", TrainText.STOP_KEYS);
    assertKeys("/$defs/groups/items", OptimizerText.GROUP_KEYS);
  }

  private void assertKeys(String pointer, Set<String> keys) {
    assertThat(names(root.at(pointer).get("properties")))
        .as(pointer)
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void variantsAreTheSame() {
    assertVariants("prepare", PrepareText.VARIANTS);
    assertVariants("augment", AugmentText.VARIANTS);
    assertVariants("layer", LayerText.VARIANTS);
    assertVariants("activation", ActivationText.VARIANTS);
    assertVariants("initializer", InitializerText.VARIANTS);
    assertVariants("loss", LossText.VARIANTS);
    assertVariants("optimizer", OptimizerText.VARIANTS);
    assertVariants("schedule", ScheduleText.VARIANTS);
    assertVariants("clip", OptimizerText.CLIPS);
  }

  private <T> void assertVariants(String definition, Variants<T> variants) {
    JsonNode properties = root.at("/$defs/" + definition + "/oneOf/1/properties");
    assertThat(names(properties)).as(definition).isEqualTo(variants.names());
    for (Variant<T> variant : variants.list()) {
      JsonNode schema = properties.get(variant.name());
      String place = definition + "." + variant.name();
      assertThat(schema.path("x-main").asText(null)).as(place).isEqualTo(variant.main());
      JsonNode choices = schema.get("oneOf");
      JsonNode object = choices.get(choices.size() - 1);
      assertThat(new TreeSet<>(names(object.get("properties"))))
          .as(place)
          .isEqualTo(new TreeSet<>(variant.keys()));
    }
  }

  @Test
  void defaultsAreThoseOfTheRecords() {
    TrainSpec train = TrainSpec.DEFAULT;
    assertDefault("train", "epochs", train.epochs());
    assertDefault("train", "batchSize", train.batchSize());
    assertDefault("train", "virtualWorkers", train.virtualWorkers());
    assertDefault("train", "seed", train.seed());
    assertDefault("train", "order", train.order().key());
    assertDefault("train", "accumulate", train.accumulate());
    assertDefault("train", "classWeights", train.classWeights().kind().key());
    JsonNode early = root.at("/properties/train/properties/earlyStopping/oneOf/1/properties");
    EarlyStopping stopping = EarlyStopping.DEFAULT;
    assertThat(early.at("/metric/default").asText()).isEqualTo(stopping.metric());
    assertThat(early.at("/patience/default").asInt()).isEqualTo(stopping.patience());
    assertThat(early.at("/minDelta/default").asDouble()).isEqualTo(stopping.minDelta());
    assertThat(early.at("/restore/default").asBoolean()).isEqualTo(stopping.restore());
    ClusterSpec cluster = ClusterSpec.DEFAULT;
    assertDefault("cluster", "workers", cluster.workers());
    assertDefault("cluster", "shards", cluster.shards());
    assertDefault("cluster", "transport", cluster.transport().key());
    assertDefault("cluster", "deadlineSeconds", (int) cluster.deadlineSeconds());
    assertDefault("cluster", "mixedBlas", cluster.mixedBlas() ? "allow" : "refuse");
    assertDefault("cluster", "servers", cluster.servers().embedded() ? "embedded" : "");
  }

  private void assertDefault(String section, String key, Object expected) {
    assertThat(root.at("/properties/" + section + "/properties/" + key + "/default").asText())
        .as(section + "." + key)
        .isEqualTo(String.valueOf(expected));
  }

  private static List<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
