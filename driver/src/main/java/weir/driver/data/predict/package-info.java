/** Rows to predict: prepared as in training, in the order of the files, originals beside them. */
package weir.driver.data.predict;
