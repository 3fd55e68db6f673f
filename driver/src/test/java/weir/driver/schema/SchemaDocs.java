package weir.driver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes a schema as Markdown: one table an object, one a set of variants. */
final class SchemaDocs {
  private final Schema schema;
  private final StringBuilder text = new StringBuilder();
  private final Set<String> definitions = new LinkedHashSet<>();

  private SchemaDocs(Schema schema) {
    this.schema = schema;
  }

  static String of(Schema schema, String resource) {
    var docs = new SchemaDocs(schema);
    docs.text.append("# ").append(schema.root.get("title").asText()).append("\n\n");
    docs.text.append(schema.root.get("description").asText()).append("\n\n");
    docs.text
        .append("Made from `driver/src/main/resources")
        .append(resource)
        .append("` by `SchemaTest`; do not edit.\n");
    docs.object("", schema.root);
    var done = new LinkedHashSet<String>();
    while (!done.containsAll(docs.definitions)) {
      for (String name : List.copyOf(docs.definitions)) {
        if (done.add(name)) {
          docs.definition(name);
        }
      }
    }
    return docs.text.toString();
  }

  private void object(String path, JsonNode object) {
    text.append("\n## ").append(path.isEmpty() ? "Keys" : "`" + path + "`").append("\n\n");
    if (!path.isEmpty() && object.has("description")) {
      text.append(object.get("description").asText()).append("\n\n");
    }
    table(object);
    for (var entry : object.get("properties").properties()) {
      JsonNode inner = inner(entry.getValue());
      if (inner != null) {
        object(path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), inner);
      }
    }
  }

  /** The object that a property is, or that it may be, or that its items are. */
  private JsonNode inner(JsonNode property) {
    if (property.has("properties")) {
      return property;
    }
    if (property.path("items").has("properties")) {
      return property.get("items");
    }
    for (JsonNode choice : property.path("oneOf")) {
      if (choice.has("properties")) {
        return choice;
      }
    }
    return null;
  }

  private void table(JsonNode object) {
    text.append("| key | value | default | what |\n|---|---|---|---|\n");
    for (var entry : object.get("properties").properties()) {
      JsonNode property = entry.getValue();
      text.append("| `").append(entry.getKey()).append("` | ").append(type(property));
      text.append(" | ").append(byDefault(object, entry)).append(" | ");
      text.append(property.path("description").asText().replace("|", "\\|")).append(" |\n");
    }
  }

  private static String byDefault(JsonNode object, Map.Entry<String, JsonNode> entry) {
    if (entry.getValue().has("default")) {
      return "`" + entry.getValue().get("default").asText() + "`";
    }
    for (JsonNode key : object.path("required")) {
      if (key.asText().equals(entry.getKey())) {
        return "needed";
      }
    }
    return "";
  }

  private String type(JsonNode property) {
    if (property.has("$ref")) {
      String name = property.get("$ref").asText().replaceFirst(".*/", "");
      definitions.add(name);
      return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
    }
    if (property.has("enum")) {
      var names = new ArrayList<String>();
      property.get("enum").forEach(name -> names.add("`" + name.asText() + "`"));
      return String.join(", ", names);
    }
    if (property.has("oneOf")) {
      var types = new LinkedHashSet<String>();
      property.get("oneOf").forEach(choice -> types.add(type(choice)));
      types.remove("nothing");
      return String.join(" or ", types);
    }
    if (property.path("type").isArray()) {
      var types = new ArrayList<String>();
      property.get("type").forEach(one -> types.add(one.asText()));
      return types.contains("string") ? "text" : "number";
    }
    return switch (property.path("type").asText()) {
      case "array" -> "list of " + type(property.get("items"));
      case "object" -> "map";
      case "string" -> "text";
      case "integer" -> "whole number";
      case "boolean" -> "true or false";
      case "null" -> "nothing";
      default -> property.path("type").asText();
    };
  }

  private void definition(String name) {
    JsonNode definition = schema.root.get("$defs").get(name);
    text.append("\n## ").append(name).append("\n\n");
    text.append(definition.get("description").asText()).append("\n\n");
    if (!definition.has("oneOf")) {
      table(definition.get("items"));
      return;
    }
    JsonNode variants = definition.get("oneOf").get(1).get("properties");
    text.append("| name | what | options (a bare value is the **bold** one) |\n|---|---|---|\n");
    for (var entry : variants.properties()) {
      text.append("| `").append(entry.getKey()).append("` | ");
      text.append(entry.getValue().get("description").asText().replace("|", "\\|"));
      text.append(" | ").append(options(entry.getValue())).append(" |\n");
    }
  }

  private String options(JsonNode variant) {
    JsonNode object = inner(variant);
    var options = new ArrayList<String>();
    for (var entry : object.get("properties").properties()) {
      boolean main = entry.getKey().equals(variant.path("x-main").asText());
      String option = main ? "**" + entry.getKey() + "**" : entry.getKey();
      String standard = byDefault(object, entry);
      type(entry.getValue());
      options.add(option + (standard.isEmpty() ? "" : " (" + standard.replace("`", "") + ")"));
    }
    return String.join(", ", options);
  }
}
