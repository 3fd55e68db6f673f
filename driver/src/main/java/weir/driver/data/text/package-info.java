/** Texts become tokens, tokens become ids or hashed features. */
package weir.driver.data.text;
