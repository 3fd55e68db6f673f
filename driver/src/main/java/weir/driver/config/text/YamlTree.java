package weir.driver.config.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import weir.driver.UserInputException;

/** Parses YAML into nodes that know their line. One document, no aliases, no repeated keys. */
final class YamlTree {
  /** Labels such as yes, no, on and off are texts. */
  private static final YAMLFactory FACTORY =
      YAMLFactory.builder().enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS).build();

  private final YAMLParser parser;
  private final String source;

  private YamlTree(YAMLParser parser, String source) {
    this.parser = parser;
    this.source = source;
  }

  /** Parses {@code yaml}; {@code source} stands in messages; an empty text is nothing. */
  static Node parse(String yaml, String source) {
    try (YAMLParser parser = FACTORY.createParser(yaml)) {
      var tree = new YamlTree(parser, source);
      JsonToken first = parser.nextToken();
      if (first == null) {
        return new Node.Scalar("", Node.Type.NONE, new Origin(source, 1));
      }
      Node root = tree.node(first);
      if (parser.nextToken() != null) {
        throw new UserInputException(tree.origin() + ": a second document (expected: one)");
      }
      return root;
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof MarkedYAMLException marked) {
        throw new UserInputException(refusal(marked, yaml, source), e);
      }
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      String reason = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
      throw new UserInputException(new Origin(source, line) + ": not YAML: " + reason, e);
    } catch (IOException e) {
      throw new UserInputException(source + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The parser's own words: what it met, and inside what. */
  private static String refusal(MarkedYAMLException refused, String yaml, String source) {
    // What is never closed is missed behind the last line.
    int last = (int) Math.max(1, yaml.stripTrailing().lines().count());
    int line = line(refused.getProblemMark(), last);
    String text = new Origin(source, line) + ": not YAML: " + refused.getProblem();
    if (refused.getContext() != null) {
      text += " " + refused.getContext();
    }
    int begun = refused.getContextMark() == null ? line : line(refused.getContextMark(), last);
    return begun == line ? text : text + " that begins in line " + begun;
  }

  private static int line(Mark mark, int last) {
    return Math.min(last, mark.getLine() + 1);
  }

  private Node node(JsonToken token) throws IOException {
    if (parser.isCurrentAlias()) {
      throw new UserInputException(
          origin() + ": alias *" + parser.getText() + " (expected: the value written out)");
    }
    return switch (token) {
      case START_OBJECT -> entries();
      case START_ARRAY -> items();
      case VALUE_STRING -> scalar(Node.Type.TEXT);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(Node.Type.NUMBER);
      case VALUE_TRUE, VALUE_FALSE -> scalar(Node.Type.FLAG);
      case VALUE_NULL -> scalar(Node.Type.NONE);
      default -> throw new UserInputException(origin() + ": not YAML: " + token);
    };
  }

  private Node scalar(Node.Type type) throws IOException {
    return new Node.Scalar(parser.getText(), type, origin());
  }

  private Node items() throws IOException {
    Origin origin = origin();
    var list = new ArrayList<Node>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      list.add(node(next));
    }
    return new Node.Items(list, origin);
  }

  private Node entries() throws IOException {
    Origin origin = origin();
    var map = new LinkedHashMap<String, Node>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Origin keyOrigin = origin();
      Node value = node(parser.nextToken());
      if (map.putIfAbsent(key, value) != null) {
        throw new UserInputException(keyOrigin + ": key " + key + " is there twice");
      }
    }
    return new Node.Entries(map, origin);
  }

  private Origin origin() {
    return new Origin(source, parser.currentTokenLocation().getLineNr());
  }
}
