package securitycenter.audit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The log without its pages on each kind of database, with the transactions of JPA. One context for all tests. */
enum AuditDatabase {
    H2 {
        @Override
        String url() {
            return "jdbc:h2:mem:audit;DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        }
    },
    POSTGRESQL {
        @Override
        String url() {
            try {
                return EmbeddedPostgres.start().getJdbcUrl("postgres", "postgres");
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    };

    private @Nullable ConfigurableApplicationContext context;

    abstract String url();

    synchronized <T> T get(Class<T> type) {
        if (context == null) {
            context = new SpringApplicationBuilder(Slice.class)
                    .web(WebApplicationType.NONE)
                    .run(
                            "--spring.datasource.url=" + url(),
                            "--spring.datasource.username=",
                            "--spring.main.banner-mode=off");
        }
        return context.getBean(type);
    }

    @TestConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        HibernateJpaAutoConfiguration.class,
        TransactionAutoConfiguration.class
    })
    @Import({
        AuditLog.class,
        AuditEntries.class,
        AuditSearch.class,
        ChainCheck.class,
        AuditExport.class,
        Rounds.class,
        RoundWalk.class
    })
    static class Slice {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }
}
