/** Servers of shards: embedded in a JVM, or a process of their own. */
package weir.server.server;
