package weir.server.shard;

import java.util.function.LongConsumer;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Push;
import weir.proto.partition.Chunk;
import weir.proto.partition.SumTree;
import weir.proto.partition.TablePart;
import weir.proto.spec.TrainingSpec;
import weir.server.shard.Parking.Parked;

/**
 * The rows of a sparse table that the shard owns. Contributions are the rows that a subtree has
 * touched; a step costs what was touched, not the table. There is one copy of the weights and,
 * beside it, the rows of the last step as they were before it: so that version, too, is whole until
 * the next step is applied.
 *
 * <p>Repeats, stale steps and incarnations as in {@link ChunkState}; a push is answered at once,
 * rows are pulled by their ids. A frozen table takes part in no step, and is as it was at every
 * version.
 */
final class TableState extends PartState {
  private final TablePart part;
  private final LongConsumer published;
  private final TableUpdate update;
  private final RowTree tree;
  private final RowSum before;
  private final float[] weights;
  private final int rowLength;
  private int loaded;
  private long version;

  /**
   * @param published is told each version before anyone is answered with it
   */
  TableState(TrainingSpec training, TablePart part, Stripe stripe, LongConsumer published) {
    super(training, "table of unit " + part.first().unit(), stripe);
    this.part = part;
    this.published = published;
    this.rowLength = part.rowLength();
    int group = training.segments().table(part.first().unit()).group();
    this.update = new TableUpdate(training.update(), group, part);
    this.tree = new RowTree(new SumTree(training.virtualWorkers()), rowLength);
    this.before = new RowSum(rowLength);
    this.weights = new float[part.rows() * rowLength];
  }

  /** Takes the first weights of one of the part's chunks. */
  void load(Chunk chunk, Payload payload) {
    payload.read(weights, chunk.offset() - part.first().offset());
    loaded++;
  }

  @Override
  long version() {
    return version;
  }

  /** Rows that have optimizer state. */
  int touched() {
    return update.touched();
  }

  @Override
  void push(Request request, Payload payload) {
    Push push = request.header().getPush();
    requireType(request, FrameType.PUSH_ROWS);
    requireLoaded();
    requireLearning(request);
    enter(push.getIncarnation());
    SumTree.Node node = node(push);
    boolean repeated = push.getStep() == version - 1;
    if (!repeated) {
      requireCurrent(push.getStep());
      repeated = tree.counted().contains(node);
    }
    if (repeated) {
      if (!push.getMore()) {
        counters().countRepeated();
      }
      answers().accepted(request, true, 0);
      return;
    }
    long start = now();
    take(node, push, payload);
    boolean applied = !push.getMore() && count(node, push);
    spent(now() - start);
    answers().accepted(request, false, applied ? takeApplyNanos() : 0);
    if (applied) {
      answerPulls();
    }
  }

  /** Appends a piece; what does not fit the table is refused, and the contribution with it. */
  private void take(SumTree.Node node, Push push, Payload payload) {
    if (payload.bytes() % (Integer.BYTES + rowLength * Float.BYTES) != 0) {
      throw failure(
          Code.BAD_REQUEST,
          "payload of " + payload.bytes() + " bytes (expected: rows of " + rowLength + " floats)");
    }
    RowSum rows = tree.before(node, push.getPiece());
    if (rows == null) {
      throw failure(
          Code.BAD_REQUEST, "piece=" + push.getPiece() + " (expected: the pieces in order)");
    }
    int from = rows.count();
    rows.append(payload);
    int least = from == 0 ? part.firstRow() : rows.id(from - 1) + 1;
    for (int i = from; i < rows.count(); i++) {
      int id = rows.id(i);
      if (id < least || id >= part.endRow()) {
        tree.discard(node);
        throw wrongRow(id, least);
      }
      least = id + 1;
    }
  }

  private ParameterException wrongRow(int id, int least) {
    return failure(
        Code.BAD_REQUEST,
        "row=" + id + " (expected: ascending, " + least + ".." + (part.endRow() - 1) + ")");
  }

  /** Counts a whole contribution; true when it was the last one and the step is applied. */
  private boolean count(SumTree.Node node, Push push) {
    counters().countApplied();
    RowTree.Sum root = tree.add(node, push.getWeight(), push.getLoss());
    if (root == null) {
      return false;
    }
    RowSum sums = root.rows();
    before.clear();
    update.begin(version, root.weight());
    for (int i = 0; i < sums.count(); i++) {
      int row = sums.id(i) - part.firstRow();
      before.append(sums.id(i), weights, row * rowLength);
      update.apply(row, sums.values(), i * rowLength, weights);
    }
    tree.release(root);
    tree.clear();
    version++;
    published.accept(version);
    return true;
  }

  @Override
  void pull(Request request, Payload payload) {
    requireLoaded();
    Header header = request.header();
    int[] ids = header.getType() == FrameType.PULL_ROWS ? ids(payload) : null;
    long wanted = header.getVersion();
    if (!part.learns()) {
      answer(request, ids);
    } else if (wanted > version) {
      parking().add(new Parked(request, wanted, false, now(), ids));
    } else if (wanted < version - 1 || wanted < 0) {
      throw gone(wanted);
    } else {
      answer(request, ids);
    }
  }

  private int[] ids(Payload payload) {
    int[] ids = new int[payload.bytes() / Integer.BYTES];
    payload.readIds(ids, 0, ids.length);
    for (int id : ids) {
      if (id < part.firstRow() || id >= part.endRow()) {
        throw wrongRow(id, part.firstRow());
      }
    }
    return ids;
  }

  private void answerPulls() {
    parking()
        .take(
            parked -> parked.version() == version,
            parked -> answer(parked.request(), parked.rows()));
  }

  /**
   * @param ids the rows that are wanted; null for all rows of the chunk that is asked for
   */
  private void answer(Request request, int[] ids) {
    long wanted = request.header().getVersion();
    if (ids == null) {
      // Chunks of a table are asked for whole at the ends of epochs and trainings only.
      int chunk = request.header().getChunk();
      answers().pulled(request, wanted, wholeChunk(chunk, wanted));
      return;
    }
    float[] rows = new float[ids.length * rowLength];
    for (int i = 0; i < ids.length; i++) {
      copyRow(ids[i], wanted, rows, i * rowLength);
    }
    answers().rows(request, wanted, rows);
  }

  private float[] wholeChunk(int chunk, long wanted) {
    Chunk asked = part.chunk(chunk);
    int firstRow = part.firstRow() + (asked.offset() - part.first().offset()) / rowLength;
    float[] rows = new float[asked.length()];
    for (int i = 0; i < rows.length / rowLength; i++) {
      copyRow(firstRow + i, wanted, rows, i * rowLength);
    }
    return rows;
  }

  private void copyRow(int id, long wanted, float[] target, int offset) {
    int changed = wanted == version ? -1 : before.find(id);
    if (changed >= 0) {
      System.arraycopy(before.values(), changed * rowLength, target, offset, rowLength);
    } else {
      int from = (id - part.firstRow()) * rowLength;
      System.arraycopy(weights, from, target, offset, rowLength);
    }
  }

  @Override
  void apply(Request request) {
    requireType(request, FrameType.PUSH_ROWS);
  }

  @Override
  void scaleRate(Request request) {
    requireLearning(request);
    requireCurrent(request.header().getVersion());
    update.scaleRate(request.header().getRateFactor());
    request.accept();
  }

  private void requireLearning(Request request) {
    if (!part.learns()) {
      throw frozen(request);
    }
  }

  private void requireLoaded() {
    if (loaded < part.chunks().size()) {
      throw failure(Code.BAD_REQUEST, "its first weights are not complete");
    }
  }

  private void requireType(Request request, FrameType expected) {
    FrameType type = request.header().getType();
    if (type != expected) {
      throw failure(
          Code.BAD_REQUEST, type + " to a sparse table (expected: " + expected + ", PULL_ROWS)");
    }
  }

  @Override
  void restart() {
    tree.clear();
  }

  @Override
  String missing() {
    return missing(tree.counted());
  }
}
