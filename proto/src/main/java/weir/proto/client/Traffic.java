package weir.proto.client;

/**
 * What a client moved: frames with headers, in bytes.
 *
 * @param applied pushes that shards counted
 * @param repeated pushes that shards answered from the weight buffer
 * @param dropped pushes that shards refused as stale
 */
public record Traffic(
    long bytesSent, long bytesReceived, long applied, long repeated, long dropped) {}
