package weir.driver.job;

import org.apache.spark.SparkContext;
import weir.driver.UserInputException;
import weir.driver.config.Transport;
import weir.proto.transport.Endpoint;

/**
 * How workers reach servers in the driver's JVM.
 *
 * @param bind address to listen on, over TCP
 * @param host name that workers use, over TCP
 */
record DriverAddress(Endpoint.Transport transport, String bind, String host) {

  /** Inside one JVM for a local master, else over TCP on Spark's own driver address. */
  static DriverAddress of(SparkContext spark, Transport wanted) {
    String host = spark.conf().get("spark.driver.host");
    String bind = spark.conf().get("spark.driver.bindAddress", host);
    if (wanted == Transport.LOCAL && !spark.isLocal()) {
      throw new UserInputException(
          "cluster.transport=local (expected: tcp, as master "
              + spark.master()
              + " runs workers in other JVMs); set cluster.transport");
    }
    boolean local = spark.isLocal() && wanted != Transport.TCP;
    return new DriverAddress(local ? Endpoint.Transport.LOCAL : Endpoint.Transport.TCP, bind, host);
  }

  /** True inside one JVM. */
  boolean local() {
    return transport == Endpoint.Transport.LOCAL;
  }

  /** The endpoint as workers see it. */
  Endpoint reached(Endpoint listening) {
    return local() ? listening : listening.withHost(host);
  }

  /** Where something called {@code name} is to listen. */
  Endpoint listen(String name) {
    return local() ? Endpoint.local(name) : Endpoint.tcp(bind, 0);
  }
}
