/**
 * Rows to predict: prepared as in training, those of a file in its order, originals beside them.
 */
package weir.driver.data.predict;
