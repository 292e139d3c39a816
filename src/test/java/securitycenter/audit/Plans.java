package securitycenter.audit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Has the database explain each query before it answers it. */
class Plans {

    /** What the database did for one query. */
    record Plan(String sql, String text) {

        private static final Pattern OF_H2 = Pattern.compile("scanCount: (\\d+)");
        private static final Pattern OF_POSTGRESQL =
                Pattern.compile("Scan[^\\n]* \\(actual [^)]*rows=(\\d+)|Rows Removed by [A-Za-z ]+: (\\d+)");

        /** Rows that were looked at in tables and indexes. */
        long read() {
            var of = text.contains("scanCount") ? OF_H2 : OF_POSTGRESQL;
            return of.matcher(text)
                    .results()
                    .mapToLong(found -> Long.parseLong(found.group(1) == null ? found.group(2) : found.group(1)))
                    .sum();
        }
    }

    private final List<Plan> seen = new ArrayList<>();
    private final JdbcClient client;

    Plans(DataSource database) {
        client = JdbcClient.create(new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                return explaining(super.getConnection());
            }
        });
    }

    JdbcClient client() {
        return client;
    }

    /** Those since the last time. */
    List<Plan> taken() {
        var taken = List.copyOf(seen);
        seen.clear();
        return taken;
    }

    private Connection explaining(Connection real) {
        return proxy(Connection.class, (_, method, values) -> {
            var made = call(real, method, values);
            return made instanceof PreparedStatement statement
                    ? explaining(statement, real.prepareStatement("explain analyze " + values[0]), (String) values[0])
                    : made;
        });
    }

    /** Values go to both; the explanation is read first, because it runs the query too. */
    private PreparedStatement explaining(PreparedStatement real, PreparedStatement twin, String sql) {
        return proxy(PreparedStatement.class, (_, method, values) -> {
            if (method.getName().startsWith("set") && method.getParameterCount() > 1) {
                call(twin, method, values);
            } else if (method.getName().equals("executeQuery")) {
                seen.add(new Plan(sql, read(twin)));
            } else if (method.getName().equals("close")) {
                twin.close();
            }
            return call(real, method, values);
        });
    }

    private static String read(PreparedStatement explanation) throws SQLException {
        var text = new StringBuilder();
        try (var lines = explanation.executeQuery()) {
            while (lines.next()) {
                text.append(lines.getString(1)).append('\n');
            }
        }
        return text.toString();
    }

    private static Object call(Object real, Method method, Object[] values) throws Throwable {
        try {
            return method.invoke(real, values);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Plans.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
