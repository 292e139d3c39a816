package securitycenter.benchmarks;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Stands before the drivers of H2 and PostgreSQL, and counts what is sent to a database: a batch once. */
public class CountedDriver implements Driver {

    private static final LongAdder SENT = new LongAdder();
    private static final List<Driver> REAL = List.of(new org.h2.Driver(), new org.postgresql.Driver());

    /** No connection gets past it from now on. */
    static void install() throws SQLException {
        var counted = new CountedDriver();
        for (var driver : Collections.list(DriverManager.getDrivers())) {
            if (REAL.stream().anyMatch(real -> real.getClass() == driver.getClass())) {
                DriverManager.deregisterDriver(driver);
            }
        }
        DriverManager.registerDriver(counted);
    }

    static long sent() {
        return SENT.sum();
    }

    @Override
    public @Nullable Connection connect(String url, Properties details) throws SQLException {
        for (var driver : REAL) {
            if (driver.acceptsURL(url)) {
                return counted(Connection.class, driver.connect(url, details));
            }
        }
        return null;
    }

    private static <T> T counted(Class<T> type, T real) {
        InvocationHandler counting = (_, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                SENT.increment();
            }
            try {
                var result = method.invoke(real, arguments);
                return result instanceof Statement && Statement.class.isAssignableFrom(method.getReturnType())
                        ? countedStatement(method.getReturnType(), result)
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, counting));
    }

    private static <T> T countedStatement(Class<T> type, Object real) {
        return counted(type, type.cast(real));
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        for (var driver : REAL) {
            if (driver.acceptsURL(url)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties details) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return true;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
