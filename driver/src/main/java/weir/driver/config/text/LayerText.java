package weir.driver.config.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import weir.tensor.Shape;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.AddSpec;
import weir.worker.nn.spec.BatchNormSpec;
import weir.worker.nn.spec.ConvolutionSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.DropoutSpec;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.GlobalAveragePoolSpec;
import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.LayerNormSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NodeSpec;
import weir.worker.nn.spec.PoolSpec;
import weir.worker.nn.spec.PositionalEmbeddingSpec;
import weir.worker.nn.spec.PositionalEncodingSpec;
import weir.worker.nn.spec.RecurrentSpec;
import weir.worker.nn.spec.ReshapeSpec;
import weir.worker.nn.spec.SelfAttentionSpec;
import weir.worker.nn.spec.TransformerBlockSpec;

/** The layers of {@code model.layers}. */
public final class LayerText {
  static final Set<String> DENSE_KEYS =
      Set.of("units", "activation", "initializer", "bias", "biasInitializer");

  static final Set<String> BATCH_NORM_KEYS = Set.of("momentum", "epsilon");
  static final Set<String> ATTENTION_KEYS = Set.of("heads", "causal", "initializer");

  static final Variants<PlacedLayer> VARIANTS =
      new Variants<>("a layer", variants().stream().map(PlacedLayer::variant).toList());

  private LayerText() {}

  private static List<Variant<LayerSpec>> variants() {
    var list = new ArrayList<Variant<LayerSpec>>();
    list.add(new Variant<>("dense", "units", DENSE_KEYS, LayerText::dense));
    list.add(new Variant<>("dropout", "rate", Set.of("rate"), LayerText::dropout));
    list.add(EmbeddingText.variant());
    list.add(Variant.of("flatten", new FlattenSpec()));
    list.add(new Variant<>("add", "inputs", Set.of("inputs"), section -> new AddSpec()));
    list.add(new Variant<>("batchNorm", null, BATCH_NORM_KEYS, LayerText::batchNorm));
    list.add(new Variant<>("layerNorm", "epsilon", Set.of("epsilon"), LayerText::layerNorm));
    list.addAll(RecurrentText.variants());
    list.add(
        new Variant<>(
            "positionalEmbedding", null, Set.of("initializer"), LayerText::positionalEmbedding));
    list.add(Variant.of("positionalEncoding", new PositionalEncodingSpec()));
    list.add(new Variant<>("selfAttention", "heads", ATTENTION_KEYS, LayerText::selfAttention));
    list.add(TransformerText.variant());
    list.add(ConvolutionText.variant(2));
    list.add(ConvolutionText.variant(1));
    list.add(PoolText.max());
    list.add(PoolText.average());
    list.add(Variant.of("globalAveragePool", new GlobalAveragePoolSpec()));
    list.add(new Variant<>("reshape", "shape", Set.of("shape"), LayerText::reshape));
    for (Variant<ActivationSpec> activation : ActivationText.VARIANTS.list()) {
      list.add(
          new Variant<>(
              activation.name(), activation.main(), activation.keys(), activation.make()::apply));
    }
    return List.copyOf(list);
  }

  private static LayerSpec dense(Section section) {
    int units = section.need("units", "a whole number > 0").integer();
    ActivationSpec activation =
        section
            .find("activation")
            .map(ActivationText.VARIANTS::read)
            .orElse(ActivationSpec.IDENTITY);
    DenseSpec plain = new DenseSpec(units, activation);
    return new DenseSpec(
        units,
        activation,
        InitializerText.read(section, "initializer", plain.weights()),
        InitializerText.read(section, "biasInitializer", plain.bias()),
        section.flag("bias", plain.useBias()));
  }

  private static LayerSpec dropout(Section section) {
    return new DropoutSpec(section.need("rate", "a number, 0 <= rate < 1").number());
  }

  private static LayerSpec positionalEmbedding(Section section) {
    InitializerSpec weights = PositionalEmbeddingSpec.DEFAULT.weights();
    return new PositionalEmbeddingSpec(InitializerText.read(section, "initializer", weights));
  }

  private static LayerSpec selfAttention(Section section) {
    SelfAttentionSpec plain =
        new SelfAttentionSpec(
            section.need("heads", "a whole number > 0").integer(), section.flag("causal", false));
    return new SelfAttentionSpec(
        plain.heads(),
        plain.causal(),
        InitializerText.read(section, "initializer", plain.weights()));
  }

  private static LayerSpec batchNorm(Section section) {
    return new BatchNormSpec(
        section.number("momentum", BatchNormSpec.DEFAULT.momentum()),
        section.number("epsilon", BatchNormSpec.DEFAULT.epsilon()));
  }

  private static LayerSpec layerNorm(Section section) {
    return new LayerNormSpec(section.number("epsilon", LayerNormSpec.DEFAULT.epsilon()));
  }

  private static LayerSpec reshape(Section section) {
    int[] extents =
        section.need("shape", "a list of extents").items().stream()
            .mapToInt(Value::integer)
            .toArray();
    return new ReshapeSpec(new Shape(extents));
  }

  /**
   * A layer as a tree of maps and scalars, as job files and model files have it.
   *
   * @param position in the list of layers: its name unless it has another
   */
  public static Object write(NodeSpec node, int position) {
    var place = new LinkedHashMap<String, Object>();
    if (!node.name().equals(String.valueOf(position))) {
      place.put("name", node.name());
    }
    if (!node.inputs().isEmpty()) {
      place.put("inputs", node.inputs());
    }
    Object layer = write(node.layer());
    return place.isEmpty() ? layer : placed(layer, place);
  }

  private static Object placed(Object layer, Map<String, Object> place) {
    if (!(layer instanceof Map<?, ?> variant)) {
      return Map.of(layer, place);
    }
    var entry = variant.entrySet().iterator().next();
    var options = new LinkedHashMap<Object, Object>();
    if (entry.getValue() instanceof Map<?, ?> written) {
      options.putAll(written);
    } else {
      options.put(main(entry.getKey()), entry.getValue());
    }
    options.putAll(place);
    return Map.of(entry.getKey(), options);
  }

  private static String main(Object name) {
    return VARIANTS.list().stream()
        .filter(variant -> variant.name().equals(name))
        .findFirst()
        .orElseThrow()
        .main();
  }

  /** A layer wherever it stands. */
  public static Object write(LayerSpec layer) {
    return switch (layer.kind()) {
      case ADD -> "add";
      case BATCH_NORM -> batchNorm((BatchNormSpec) layer);
      case DENSE -> dense((DenseSpec) layer);
      case DROPOUT -> Map.of("dropout", ((DropoutSpec) layer).rate());
      case POSITIONAL_EMBEDDING -> positionalEmbedding((PositionalEmbeddingSpec) layer);
      case POSITIONAL_ENCODING -> "positionalEncoding";
      case SELF_ATTENTION -> selfAttention((SelfAttentionSpec) layer);
      case LAYER_NORM -> Map.of("layerNorm", ((LayerNormSpec) layer).epsilon());
      case CONVOLUTION -> ConvolutionText.write((ConvolutionSpec) layer);
      case POOL -> PoolText.write((PoolSpec) layer);
      case GLOBAL_AVERAGE_POOL -> "globalAveragePool";
      case RESHAPE ->
          Map.of(
              "reshape", Arrays.stream(((ReshapeSpec) layer).shape().extents()).boxed().toList());
      case ACTIVATION -> ActivationText.write((ActivationSpec) layer);
      case EMBEDDING -> EmbeddingText.write((EmbeddingSpec) layer);
      case FLATTEN -> "flatten";
      case RECURRENT -> RecurrentText.write((RecurrentSpec) layer);
      case TRANSFORMER_BLOCK -> TransformerText.write((TransformerBlockSpec) layer);
    };
  }

  private static Object batchNorm(BatchNormSpec norm) {
    var map = new LinkedHashMap<String, Object>();
    map.put("momentum", norm.momentum());
    map.put("epsilon", norm.epsilon());
    return Map.of("batchNorm", map);
  }

  private static Object positionalEmbedding(PositionalEmbeddingSpec embedding) {
    Object initializer = InitializerText.write(embedding.weights());
    return Map.of("positionalEmbedding", Map.of("initializer", initializer));
  }

  private static Object selfAttention(SelfAttentionSpec attention) {
    var map = new LinkedHashMap<String, Object>();
    map.put("heads", attention.heads());
    map.put("causal", attention.causal());
    map.put("initializer", InitializerText.write(attention.weights()));
    return Map.of("selfAttention", map);
  }

  private static Object dense(DenseSpec dense) {
    var map = new LinkedHashMap<String, Object>();
    map.put("units", dense.units());
    map.put("activation", ActivationText.write(dense.activation()));
    map.put("initializer", InitializerText.write(dense.weights()));
    map.put("bias", dense.useBias());
    map.put("biasInitializer", InitializerText.write(dense.bias()));
    return Map.of("dense", map);
  }
}
