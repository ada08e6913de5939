import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/**
 * Runs Neo4j for the tests on the loopback interface, without sign-in.
 *
 * Arguments: a folder for the data, the Bolt port. Writes "listening" once it is, and stops when standard input
 * ends, so it cannot outlive the tests.
 */
public final class Server {
    private Server() {}

    public static void main(String[] arguments) throws IOException {
        var bolt = new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        DatabaseManagementService server = new DatabaseManagementServiceBuilder(Path.of(arguments[0]))
                .setConfig(Map.of(
                        GraphDatabaseSettings.auth_enabled, false,
                        HttpConnector.enabled, false,
                        BoltConnector.enabled, true,
                        BoltConnector.listen_address, bolt,
                        GraphDatabaseSettings.cypher_min_replan_interval, Duration.ofDays(1)))
                .build();
        try {
            System.out.println("listening");
            while (System.in.read() >= 0) {
                // Nothing is said to the server; only the end of the input counts.
            }
        } finally {
            server.shutdown();
        }
    }
}
