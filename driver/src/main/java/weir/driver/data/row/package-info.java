/** One row before preparation, as canonical bytes: what is hashed, ranked and shuffled. */
package weir.driver.data.row;
