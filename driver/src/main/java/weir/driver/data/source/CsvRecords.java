package weir.driver.data.source;

/** Csv records, one after the other, headers and blank lines left out. One thread only. */
interface CsvRecords {

  /**
   * Moves to the next record; false after the last.
   *
   * @throws BadRowException for a record that cannot be read; the next call goes on behind it
   */
  boolean next();

  /** The cells of the record. */
  CsvSplitter cells();

  /** How many there are. */
  int count();

  /** The file of the record. */
  String file();

  /** Where the block of the file begins that the record was read with. */
  long block();

  /** Position of the record in its block, from 0. */
  long sequence();

  /** Where the record is. */
  default RowPosition position() {
    return new RowPosition(file(), block(), sequence());
  }
}
