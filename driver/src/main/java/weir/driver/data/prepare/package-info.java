/** Preparation: fitted on training rows, stored with the model, applied to all rows alike. */
package weir.driver.data.prepare;
