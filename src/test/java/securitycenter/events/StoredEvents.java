package securitycenter.events;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.BeanFactory;
import securitycenter.homes.TenantHome;

/** What lies in a tenant's event store, seen beside the application, which has it open. */
public class StoredEvents {

    private StoredEvents() {}

    /** The rows' columns, as JSON, in the order in which they happened. */
    public static List<String> of(TenantHome home, BeanFactory application) {
        return application.getBean(OpenStores.class).use(home, connection -> {
            var found = new TreeMap<String, String>();
            try (var query = connection.createStatement()) {
                for (var shape : Shape.all().toList()) {
                    var rows = query.executeQuery(
                            "select \"$Key\", " + shape.timeColumn().transform(Shape::quoted) + ", to_json(row) from "
                                    + shape.quoted() + " row");
                    while (rows.next()) {
                        found.put("%020d ".formatted(rows.getLong(2)) + rows.getString(1), rows.getString(3));
                    }
                }
            }
            return List.copyOf(found.values());
        });
    }

    /** What lies in a file that nobody has open: for each row its table, a space, and its columns as JSON. */
    public static List<String> in(Path file) throws SQLException {
        var found = new ArrayList<String>();
        try (var store = DriverManager.getConnection("jdbc:duckdb:" + file);
                var query = store.createStatement()) {
            for (var shape : Shape.all().toList()) {
                var columns = shape.columns().stream()
                        .map(column -> Shape.quoted(column.name()))
                        .collect(Collectors.joining(", "));
                var rows = query.executeQuery(
                        "select to_json(row) from (select " + columns + " from " + shape.quoted() + ") row");
                while (rows.next()) {
                    found.add(shape.name() + " " + rows.getString(1));
                }
            }
        }
        return found;
    }

    /** As at the beginning of a move. */
    public static void freeze(TenantHome home, BeanFactory application) {
        application.getBean(EventStore.class).freeze(home);
    }

    public static void thaw(TenantHome home, BeanFactory application) {
        application.getBean(EventStore.class).thaw(home);
    }
}
