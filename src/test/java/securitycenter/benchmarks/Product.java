package securitycenter.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import securitycenter.PretendMicrosoft;
import securitycenter.SecurityCenterApplication;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;

/** The real application, as a rule beside the pretend Microsoft, on a free port, with data of its own. */
record Product(ConfigurableApplicationContext context) implements AutoCloseable {

    static Product start(String name, List<String> settings) {
        return start(name, settings, PretendMicrosoft.class);
    }

    static Product start(String name, List<String> settings, Class<?> neighbor) {
        var all = new ArrayList<>(settings);
        all.addAll(List.of(
                "--data-folder=" + freshFolder(name),
                "--entra.client-id=benchmark",
                "--entra.client-secret=benchmark",
                "--server.port=0",
                "--management.server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                // Flyway finds the embedded H2 newer than it knows, once for each tenant.
                "--logging.level.org.flywaydb=error"));
        return new Product(SpringApplication.from(SecurityCenterApplication::main)
                .with(neighbor)
                .run(all.toArray(String[]::new))
                .getApplicationContext());
    }

    static Path freshFolder(String name) {
        return Path.of("target", "bench", name + "-" + System.currentTimeMillis())
                .toAbsolutePath();
    }

    FakeMicrosoft microsoft() {
        return context.getBean(FakeMicrosoft.class);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    Visitors visitors() {
        return new Visitors(port());
    }

    @Override
    public void close() {
        context.close();
    }
}
