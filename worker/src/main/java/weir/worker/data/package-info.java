/** Packed rows that a worker owns, and which of them make up each batch. */
package weir.worker.data;
