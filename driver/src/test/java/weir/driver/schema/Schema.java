package weir.driver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a document against the part of JSON Schema that our schemas use: $ref, type, enum,
 * properties, additionalProperties, required, items, oneOf, minimum, minProperties, maxProperties.
 */
final class Schema {
  static final String JOB = "/weir/schema/job.schema.json";
  static final String REPORT = "/weir/schema/report.schema.json";

  final JsonNode root;

  private Schema(JsonNode root) {
    this.root = root;
  }

  static Schema of(String resource) throws IOException {
    try (InputStream stream = Schema.class.getResourceAsStream(resource)) {
      return new Schema(new ObjectMapper().readTree(stream));
    }
  }

  /** What is wrong with {@code document}; empty: nothing. */
  List<String> faults(JsonNode document) {
    var faults = new ArrayList<String>();
    check("", document, root, faults);
    return faults;
  }

  /** The schema that {@code node} stands for. */
  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
  }

  private void check(String path, JsonNode value, JsonNode written, List<String> faults) {
    JsonNode schema = resolve(written);
    if (schema.has("oneOf")) {
      alternatives(path, value, schema.get("oneOf"), faults);
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      faults.add(path + "=" + value + " is none of " + schema.get("enum"));
    }
    if (schema.has("type") && !typed(value, schema.get("type"))) {
      faults.add(path + "=" + value + " is no " + schema.get("type"));
    }
    if (schema.has("minimum")
        && value.isNumber()
        && value.asDouble() < schema.get("minimum").asDouble()) {
      faults.add(path + "=" + value + " < " + schema.get("minimum"));
    }
    if (value.isObject()) {
      object(path, value, schema, faults);
    }
    if (value.isArray() && schema.has("items")) {
      for (int index = 0; index < value.size(); index++) {
        check(path + "." + index, value.get(index), schema.get("items"), faults);
      }
    }
  }

  private void alternatives(String path, JsonNode value, JsonNode choices, List<String> faults) {
    List<String> shortest = null;
    for (JsonNode choice : choices) {
      var these = new ArrayList<String>();
      check(path, value, choice, these);
      if (these.isEmpty()) {
        return;
      }
      // The alternative of the same shape tells most about what is wrong.
      boolean sameShape = value.isObject() && resolve(choice).has("properties");
      if (shortest == null || sameShape) {
        shortest = these;
      }
    }
    faults.addAll(shortest);
  }

  private void object(String path, JsonNode value, JsonNode schema, List<String> faults) {
    JsonNode properties = schema.path("properties");
    JsonNode others = schema.path("additionalProperties");
    for (var entry : value.properties()) {
      String key = path + "." + entry.getKey();
      if (properties.has(entry.getKey())) {
        check(key, entry.getValue(), properties.get(entry.getKey()), faults);
      } else if (others.isObject()) {
        check(key, entry.getValue(), others, faults);
      } else if (others.isBoolean()) {
        faults.add(key + " is unknown");
      }
    }
    for (JsonNode key : schema.path("required")) {
      if (!value.has(key.asText())) {
        faults.add(path + "." + key.asText() + " is missing");
      }
    }
    int size = value.size();
    if (size < schema.path("minProperties").asInt(0)
        || size > schema.path("maxProperties").asInt(Integer.MAX_VALUE)) {
      faults.add(path + " has " + size + " keys");
    }
  }

  private static boolean contains(JsonNode names, JsonNode value) {
    for (JsonNode name : names) {
      if (name.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean typed(JsonNode value, JsonNode types) {
    if (types.isTextual()) {
      return typed(value, types.asText());
    }
    for (JsonNode type : types) {
      if (typed(value, type.asText())) {
        return true;
      }
    }
    return false;
  }

  private static boolean typed(JsonNode value, String type) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException("type " + type);
    };
  }
}
