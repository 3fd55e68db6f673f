package weir.proto.transport;

/** What a JVM is not to be trusted after: above all, that memory has run out. */
public final class Fatal {
  private Fatal() {}

  /**
   * Passes a {@link VirtualMachineError} on to the program's last handler, which may end the
   * program: an event loop would go on as if nothing had happened. Call it before anything else
   * that takes memory, such as a log.
   */
  public static void report(Throwable failure) {
    Thread.UncaughtExceptionHandler last = Thread.getDefaultUncaughtExceptionHandler();
    if (failure instanceof VirtualMachineError && last != null) {
      last.uncaughtException(Thread.currentThread(), failure);
    }
  }
}
