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
      throw undecodable(row, decoder.charset().name(), wrong);
    }
  }

  /** What to throw for a row that is not in its character set. */
  static BadRowException undecodable(RowCursor row, String charset, Throwable cause) {
    return new BadRowException(
        row.position(), " holds bytes that are not " + charset + "; set data.charset", cause);
  }
}
