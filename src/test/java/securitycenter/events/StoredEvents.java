package securitycenter.events;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import securitycenter.homes.TenantHome;

/** What lies in a tenant's event store, seen beside the application, which has it open. */
public class StoredEvents {

    private StoredEvents() {}

    /** The rows' columns, as JSON, in the order in which they happened. */
    public static List<String> of(TenantHome home, BeanFactory application) {
        return application.getBean(OpenStores.class).use(home, connection -> {
            var properties = new ArrayList<String>();
            try (var query = connection.createStatement()) {
                query.execute("select count(*) from duckdb_tables() where table_name = 'streamed'");
                var tables = query.getResultSet();
                tables.next();
                if (tables.getInt(1) == 0) {
                    return properties;
                }
                var rows = query.executeQuery("select properties from streamed order by happened_at, properties");
                while (rows.next()) {
                    properties.add(rows.getString(1));
                }
            }
            return properties;
        });
    }

    /** As at the beginning of a move. */
    public static void freeze(TenantHome home, BeanFactory application) {
        application.getBean(EventStore.class).freeze(home);
    }

    public static void thaw(TenantHome home, BeanFactory application) {
        application.getBean(EventStore.class).thaw(home);
    }
}
