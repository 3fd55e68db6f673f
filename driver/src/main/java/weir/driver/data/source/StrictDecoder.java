package weir.driver.data.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/** Decodes bytes, and refuses those that mean nothing in the character set. One thread only. */
final class StrictDecoder {
  private final CharsetDecoder decoder;

  /** Of a character set that is known here. */
  StrictDecoder(String charset) {
    decoder =
        Charset.forName(charset)
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** The text; {@code row} is where it stands, for the error. */
  String decode(byte[] bytes, RowCursor row) {
    try {
      return decoder.decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException wrong) {
      throw undecodable(row.position(), wrong);
    }
  }

  /** The same for the first {@code length} bytes. */
  String decode(byte[] bytes, int length, RowPosition position) {
    try {
      return decoder.decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException wrong) {
      throw undecodable(position, wrong);
    }
  }

  private BadRowException undecodable(RowPosition position, Throwable cause) {
    return new BadRowException(
        position,
        " holds bytes that are not " + decoder.charset().name() + "; set data.charset",
        cause);
  }
}
