package weir.driver.config.text;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import weir.driver.UserInputException;
import weir.driver.files.Location;

class JobErrorsTest {
  private static void rejects(String yaml, String message) {
    assertThatThrownBy(() -> JobFileTest.parse(yaml))
        .isInstanceOf(UserInputException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "train.epoch=3 | command line: unknown key train.epoch; did you mean train.epochs?",
        "trian={} | command line: unknown key trian; did you mean train?",
        "train.zzz=3 | command line: unknown key train.zzz (known: accumulate, augment,",
        "train.batchSize=0 | train.batchSize=0 (expected: >= 1); set train.batchSize",
        "train.epochs=five | command line: train.epochs=five (expected: a whole number)",
        "train.epochs=1.5 | command line: train.epochs=1.5 (expected: a whole number)",
        "train.epochs=3000000000 | train.epochs=3000000000 (expected: a whole number of 32 bits)",
        "train.epochs=99999999999999999999 | (expected: a whole number of 64 bits)",
        "train.virtualWorkers=3 | train.virtualWorkers=3 (expected: a power of two)",
        "train.order=suffled | (expected: one of shuffled, given); did you mean shuffled?",
        "train.consistency=ssp | train.consistency=ssp (expected: a consistency: one of sync)",
        "train.stop={metric: accuracy} | train.stop.target is missing",
        "train.earlyStopping=accuracy | set data.validation or data.validationFraction",
        "train.classWeights=heavy | (expected: none, balanced, a list, or a weight per label)",
        "cluster.workers=[1] | cluster.workers=a list of 1 (expected: a whole number)",
        "cluster.workers=4 cluster | cluster.workers=4 cluster (expected: a whole number)",
        "cluster.servers=[localhost] | cluster.servers=localhost (expected: host:port)",
        "cluster.servers=executors | (expected: embedded, or a list [host:port, …])",
        "cluster.mixedBlas=true | cluster.mixedBlas=true (expected: one of refuse, allow)",
        "data.format=xml | data.format=xml (expected: one of csv, libsvm, idx, parquet, text,"
            + " images, frame, digits, uniform)",
        "data.format=csv | data.label= (expected: the column to predict); set data.label",
        "data.testFraction=1 | data.testFraction=1.0 (expected: 0 <= fraction < 1",
        "data.train=x.bin | the name x.bin does not tell its format; set data.format to csv",
        "data.train=\"a\\0b\" | is no name of a file on this machine: Nul character not allowed",
        "data.features=a | data.features=[a] (expected: none, as rows of data.format=",
        "data.features=[a, a] | data.features=[a, a] (expected: different columns)",
        "data.columns=a | data.columns=[a] (expected: nothing beside data.format=",
        "data.zeroBased=true | data.zeroBased=true (expected: nothing beside data.format=",
        "data.image={orientation: up} | (expected: one of stored, exif)",
        "data.train=[] | data.train=[] (expected: a path, a list of paths or a glob)",
        "data.prepare=[onehott] | =onehott (expected: a step of preparation: one of scale",
        "data.train=x.txt | data.label= (expected: firstWord, file, folder or next, where"
            + " data.format is",
        "data.charset=ISO-2022-JP | data.charset=ISO-2022-JP (expected: the name of a character",
        "data.charset=UTF-16 | data.charset=UTF-16 (expected: the name of a character set whose",
        "data.charset=latin | data.charset=latin (expected: the name of a character set",
        "data.prepare=words | data.prepare.words.steps is missing (expected: ids of a row)",
        "data.prepare={words: 0} | steps=0 (expected: >= 1); set steps",
        "data.prepare={words: {steps: 9, vocabulary: 0}} | vocabulary=0 (expected: 3..16777216",
        "data.prepare={words: {steps: 9, minCount: 0}} | minCount=0 (expected: >= 1)",
        "data.prepare={words: {steps: 9, padding: left}} | (expected: one of front, back)",
        "data.prepare={characters: {steps: 9, punctuation: false}} | unknown key",
        "data.prepare={hash: 0} | features=0 (expected: >= 1)",
        "data.prepare={hash: {ngrams: 0}} | ngrams=0 (expected: >= 1)",
        "data.prepare={hash: {weight: idf}} | weight=idf (expected: one of count, binary, log)",
        "data.prepare={hash: {tokens: characters, punctuation: false}} | punctuation=false (exp",
        "data.separator=ab | command line: data.separator=ab (expected: one character)",
        "model.layers.0.dense=0 | command line: model.layers.0.dense: units=0 (expected: > 0)",
        "model.layers=[{embedding: {units: 3}}] | model.layers.0.embedding.vocabulary is missing",
        "model.layers=[{embedding: {vocabulary: 0, units: 3}}] | vocabulary=0 (expected: 1 to",
        "model.layers=[{embedding: {vocabulary: 9, units: 3, gradient: few}}]"
            + " | model.layers.0.embedding.gradient=few (expected: one of dense, sparse)",
        "model.layers=[{embedding: 3}] | model.layers.0.embedding=3 (expected: a map",
        "model.layers=[{embedding: {vocabulary: 9, units: 3, padding: -1}}]"
            + " | model.layers.0.embedding.padding=-1 (expected: a token id, 0 to 8)",
        "model.layers=[{embedding: {vocabulary: 9, units: 3, padding: 9}}] | padding=9 (expected:"
            + " an id",
        "model.layers=[{transformerBlock: {heads: 2}}] | model.layers.0.transformerBlock.hidden is"
            + " missing",
        "model.layers=[{lstm: 0}] | model.layers.0.lstm: units=0 (expected: > 0); set lstm.units",
        "model.layers=[{gru: {units: 3, layers: 0}}] | layers=0 (expected: > 0); set gru.layers",
        "model.layers=[{gru: {units: 3, dropout: 0.5}}] | dropout=0.5 with layers=1 (expected: 0,"
            + " it",
        "model.layers=[{gru: {units: 3, layers: 2, dropout: 1}}] | dropout=1.0 (expected: 0 <="
            + " dropout",
        "model.layers=[{gru: {units: 3, return: all}}] | =all (expected: one of last, sequence)",
        "model.layers.1=relu | 1 (expected: an index from 0 to 0)",
        "model.layers=[{dense: {activation: relu}}] | model.layers.0.dense.units is missing",
        "model.layers=[{dense: 3, relu: 1}] | (expected: one key, a layer: one of ",
        "model.layers=[dens] | (expected: a layer: one of ",
        "model.layers=[{relu: 3}] | model.layers.0.relu=3 (expected: a map with some of inputs,"
            + " name)",
        "model.input=[1, 2, 3, 4] | (expected: [features], [steps, features] or [height,",
        "loss=crossEntropi | did you mean crossEntropy?",
        "loss=mse | did you mean meanSquaredError?",
        "loss=BCE | did you mean binaryCrossEntropy?",
        "loss=mae | did you mean meanAbsoluteError?",
        "optimizer.adam.lr=1 | did you mean optimizer.adam.learningRate?",
        "loss={huber: {delta: -1}} | loss.huber: huber.delta=-1.0 (expected: > 0)",
        "optimizer={adam: 0.1, clip: {value: 1}} | write clip inside optimizer.adam)",
        "optimizer={adam: {learningrate: 1}} | did you mean optimizer.adam.learningRate?",
        "optimizer={adam: {beta1: 2}} | optimizer.beta1=2.0 (expected: 0 <= value < 1)",
        "optimizer={adam: {maxNorm: 0}} | optimizer.maxNorm=0.0 (expected: > 0)",
        "optimizer={sgd: {groups: [{match: a, maxNorm: -1}]}} | maxNorm=-1.0 (expected: > 0)",
        "optimizer={sgd: {maxNorm: [1]}} | maxNorm=a list of 1 (expected: none or a number)",
        "optimizer={sgd: {maxNorm: much}} | maxNorm=much (expected: a number)",
        "optimizer={ftrl: {maxNorm: 2}} | unknown key optimizer.ftrl.maxNorm",
        "optimizer={adam: {clip: 5}} | clip=5 (expected: a clipping: one of none, value",
        "optimizer={sgd: {nesterov: yes}} | nesterov=yes (expected: true or false)",
        "optimizer={sgd: {schedule: {step: {steps: 3, epochs: 1}}}} | steps or epochs, not both",
        "epochs | override epochs (expected: key=value, such as train.epochs=10)",
        "train..x=1 | override train..x=1 (expected: a.b.c=value)",
        "train.seed.x=1 | command line: train.seed={x} (expected: a whole number)",
      })
  void aBadOverrideIsNamed(String override, String message) {
    assertThatThrownBy(() -> JobFileTest.parse(JobFileTest.SMALL, override))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void anUnknownKeyIsNamedWithItsLine() {
    rejects(
        JobFileTest.SMALL + "train:\n  epochs: 2\n  batchsize: 5\n",
        "small.yaml:6: unknown key train.batchsize; did you mean train.batchSize?");
  }

  @Test
  void aWrongTypeIsNamedWithItsLine() {
    rejects(
        JobFileTest.SMALL + "train:\n  epochs: [2]\n",
        "small.yaml:5: train.epochs=a list of 1 (expected: a whole number)");
  }

  @Test
  void aBadValueIsNamedWithItsSection() {
    rejects(
        JobFileTest.SMALL + "train:\n  batchSize: -1\n",
        "small.yaml:5: train.batchSize=-1 (expected: >= 1); set train.batchSize");
  }

  @Test
  void aMissingSectionIsNamed() {
    rejects(
        "loss: huber\nmodel: {layers: [flatten]}\n",
        "small.yaml:1: data is missing (expected: a map with train, test, …)");
  }

  @Test
  void aRepeatedKeyIsNamed() {
    rejects(JobFileTest.SMALL + "loss: huber\n", "small.yaml:4: key loss is there twice");
  }

  @Test
  void whatIsNotYamlIsToldInTheParsersWordsWithItsLine() {
    rejects(
        "name: x\ndata: {train: [\n",
        "small.yaml:2: not YAML: expected the node content, but found '<stream end>' while parsing"
            + " a flow node");
    rejects(
        "data: {train: a.csv, label: y\nmodel: {layers: [dense: 1]}\n",
        "small.yaml:2: not YAML: expected ',' or '}', but got : while parsing a flow mapping that"
            + " begins in line 1");
    rejects(
        "name: 'x\ndata: 3\n",
        "small.yaml:2: not YAML: found unexpected end of stream while scanning a quoted scalar that"
            + " begins in line 1");
    rejects(
        "data:\n\ttrain: a.csv\n",
        "small.yaml:2: not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use"
            + " \\t(TAB) for indentation) while scanning for the next token");
    rejects(
        "data:\n  train: a.csv\n label: y\n",
        "small.yaml:3: not YAML: expected <block end>, but found '<block mapping start>' while"
            + " parsing a block mapping that begins in line 1");
    rejects("name: x: y\n", "small.yaml:1: not YAML: mapping values are not allowed here");
  }

  @Test
  void anAliasIsRefused() {
    assertThatThrownBy(() -> JobFileTest.parse("a: &x 1\nb: *x\n"))
        .hasMessage("small.yaml:2: alias *x (expected: the value written out)");
  }

  @Test
  void anEmptyFileAndAListAreRefused() {
    rejects("", "job file /jobs/small.yaml is empty (expected: a job)");
    rejects(
        "[1, 2]",
        "job file /jobs/small.yaml holds a list of 2 (expected: a map with data, model, …)");
    rejects(
        "a,b\n" + "1,2\n".repeat(999),
        "job file /jobs/small.yaml holds a,b "
            + "1,2 ".repeat(29)
            + "… (expected: a map with data, model, …)");
  }

  @Test
  void aMissingFileAndABinaryFileAreNamed(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("none.yaml");
    assertThatThrownBy(() -> JobFile.read(Location.of(missing), List.of()))
        .hasMessage("job file " + missing + " does not exist");
    Path binary = Files.write(folder.resolve("x.yaml"), new byte[] {(byte) 0xff, 0, 1});
    assertThatThrownBy(() -> JobFile.read(Location.of(binary), List.of()))
        .hasMessage("job file " + binary + " is not UTF-8 text");
  }
}
