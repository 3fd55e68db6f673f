package weir.proto.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Push;
import weir.proto.partition.RangePartition;
import weir.proto.partition.TablePart;
import weir.proto.partition.TableRows;

/**
 * Touched rows of sparse tables there and back: a contribution goes to every part of the table,
 * however few of its rows it has, in pieces of at most one payload. One worker thread at a time.
 */
final class TableRequests {
  private final RangePartition partition;
  private final ShardRequests requests;
  private final ClientMeter meter;

  TableRequests(RangePartition partition, ShardRequests requests, ClientMeter meter) {
    this.partition = partition;
    this.requests = requests;
    this.meter = meter;
  }

  CompletableFuture<Void> push(Contribution contribution, int unit, TableRows rows) {
    List<TablePart> parts = partition.tableParts(unit);
    int most = RangePartition.CHUNK / (rows.rowLength() + 1);
    Gathering<Void> gathering = new Gathering<>(pieces(parts, rows, most));
    Push.Builder push = ShardRequests.push(contribution);
    Header.Builder header = requests.header(FrameType.PUSH_ROWS, 0);
    for (TablePart part : parts) {
      TableRows there = rowsOf(part, rows);
      int pieces = pieces(there, most);
      for (int piece = 0; piece < pieces; piece++) {
        TableRows sent = piece(there, piece, most);
        boolean last = piece == pieces - 1;
        ChunkReply reply =
            last
                ? new PushedReply(
                    FrameType.PUSH_ROWS, part.first(), contribution.step(), gathering, meter)
                : new AcceptedReply(
                    FrameType.PUSH_ROWS, part.first(), contribution.step(), gathering);
        header.setPush(push.setPiece(piece).setMore(!last));
        long bytes = (long) sent.count() * (Integer.BYTES + rows.rowLength() * Float.BYTES);
        if (!requests.send(header, reply, bytes, link -> link.payloads().copy(sent))) {
          return gathering.future();
        }
      }
    }
    return gathering.future();
  }

  CompletableFuture<Void> pull(long version, int unit, TableRows rows) {
    List<TablePart> parts = partition.tableParts(unit);
    int most = RangePartition.CHUNK / rows.rowLength();
    Gathering<Void> gathering = new Gathering<>(pieces(parts, rows, most));
    Header.Builder header = requests.header(FrameType.PULL_ROWS, 0).setVersion(version);
    for (TablePart part : parts) {
      TableRows there = rowsOf(part, rows);
      for (int piece = 0; piece < pieces(there, most); piece++) {
        TableRows asked = piece(there, piece, most);
        ChunkReply reply = new RowsReply(part.first(), version, gathering, asked, meter);
        long bytes = (long) asked.count() * rows.rowLength() * Float.BYTES;
        if (!requests.send(header, reply, bytes, link -> link.payloads().ids(asked))) {
          return gathering.future();
        }
      }
    }
    return gathering.future();
  }

  private static TableRows rowsOf(TablePart part, TableRows rows) {
    return rows.slice(rows.below(part.firstRow()), rows.below(part.endRow()));
  }

  private static int pieces(List<TablePart> parts, TableRows rows, int most) {
    return parts.stream().mapToInt(part -> pieces(rowsOf(part, rows), most)).sum();
  }

  /** At least one: that a part has no rows must be said too. */
  private static int pieces(TableRows rows, int most) {
    return Math.max(1, (rows.count() + most - 1) / most);
  }

  private static TableRows piece(TableRows rows, int piece, int most) {
    return rows.slice(piece * most, Math.min(rows.count(), (piece + 1) * most));
  }
}
