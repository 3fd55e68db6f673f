package weir.proto.client;

/** Makes clients of parameter servers. */
public final class ParameterClients {
  private ParameterClients() {}

  /**
   * Connects to all servers of a training, with one thread and one connection per endpoint.
   *
   * @throws ParameterException CONNECTION or INCOMPATIBLE, naming the server, within {@code
   *     spec.connectMillis()}
   */
  public static ParameterClient connect(ClientSpec spec) throws InterruptedException {
    return new RemoteParameterClient(spec, ShardLinks.connect(spec));
  }
}
