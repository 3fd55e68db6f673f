/**
 * What preparation learns from the training rows. Sums are taken per fixed bucket of hashes, rows
 * in rank order, and added in one fixed tree: the same bits whatever the partitions.
 */
package weir.driver.data.fit;
