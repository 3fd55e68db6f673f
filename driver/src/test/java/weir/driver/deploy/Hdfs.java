package weir.driver.deploy;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** A real HDFS inside this JVM, a name node and a data node, which other processes reach too. */
final class Hdfs implements AutoCloseable {
  private final MiniDFSCluster cluster;

  /** Starts it; its blocks lie in {@code folder}. */
  Hdfs(Path folder) throws IOException {
    Configuration conf = new Configuration();
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
    cluster = new MiniDFSCluster.Builder(conf).numDataNodes(1).build();
    cluster.waitClusterUp();
  }

  /** {@code hdfs://host:port}. */
  String root() {
    return cluster.getURI().toString();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
