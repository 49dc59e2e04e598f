import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/** One node of a cluster on this machine: NAME FOLDER HTTP-PORT TRANSPORT-PORT [SEED-PORTS NAMES], lists by comma. */
public final class SearchNode extends Node {
  private SearchNode(Environment environment, List<Class<? extends Plugin>> plugins) {
    super(environment, plugins, false);
  }

  public static void main(String[] arguments) throws Exception {
    String name = arguments[0];
    Path folder = Path.of(arguments[1]).toAbsolutePath();
    Settings.Builder settings =
        Settings.builder()
            .put("cluster.name", "casebook-benchmark")
            .put("node.name", name)
            .put("path.home", folder.toString())
            .put("path.data", folder.resolve("data").toString())
            .put("path.logs", folder.resolve("logs").toString())
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments[2])
            .put("transport.port", arguments[3])
            .put("transport.type", "netty4")
            .put("http.type", "netty4")
            .put("action.destructive_requires_name", true)
            .put("action.auto_create_index", false)
            // Other work shares this disk: how full it is says nothing of the index.
            .put("cluster.routing.allocation.disk.threshold_enabled", false);
    if (arguments.length > 4) {
      settings.putList("discovery.seed_hosts", seeds(arguments[4]));
      settings.putList("cluster.initial_cluster_manager_nodes", arguments[5].split(","));
    } else {
      settings.put("discovery.type", "single-node");
    }
    Environment environment =
        InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), null, () -> name);
    Node node = new SearchNode(environment, List.of(CommonAnalysisPlugin.class, Netty4Plugin.class));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
    node.start();
    System.out.println("started " + name);
    Thread.currentThread().join();
  }

  private static String[] seeds(String ports) {
    String[] found = ports.split(",");
    for (int at = 0; at < found.length; at++) found[at] = "127.0.0.1:" + found[at];
    return found;
  }

  private static void close(Node node) {
    try {
      node.close();
    } catch (java.io.IOException error) {
      System.err.println(error);
    }
  }
}
