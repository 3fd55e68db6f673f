/**
 * The global rank of every row: its place by (keyed hash, bytes) or, in given order, by file and
 * position. Rank r is row r / V of virtual worker r mod V.
 */
package weir.driver.data.rank;
