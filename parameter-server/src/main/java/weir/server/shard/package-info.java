/**
 * One shard of a training: chunks of parameters, each with a single writer. {@link
 * weir.server.shard.ChunkState} is the idea on one page: keep contributions until their sibling is
 * there, sweep at the root, answer everyone.
 */
package weir.server.shard;
