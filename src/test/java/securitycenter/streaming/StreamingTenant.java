package securitycenter.streaming;

import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;

/** A tenant with the product on, and the folder that its storage account delivers to. */
class StreamingTenant {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("'y='uuuu'/m='MM'/d='dd'/h='HH'/m=00'");

    final Tenant tenant;
    final Visitor administrator;
    final TenantHome home;
    final Records records;

    StreamingTenant(String name, FakeMicrosoft microsoft, Visitors visitors, DataCenters dataCenters) {
        this(microsoft.directory().tenant(name), visitors, dataCenters);
    }

    StreamingTenant(Tenant newcomer, Visitors visitors, DataCenters dataCenters) {
        tenant = newcomer.licensed("SPE_E5").country("NL");
        administrator = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        var run =
                administrator.get("/settings").form("/settings").tick("turnOn").submit();
        while (run.html().selectFirst("[hx-get]") != null) {
            run = administrator.get(run.path());
        }
        home = dataCenters.homeOf(tenant.id(), DataCenter.EUROPEAN_UNION);
        records = new Records(tenant.id());
    }

    Path blob(String table, Instant hour) {
        return blob(home.folder().resolve("intake"), tenant, table, hour);
    }

    static Path blob(Path storage, Tenant tenant, String table, Instant hour) {
        return storage.resolve("insights-logs-advancedhunting-" + table.toLowerCase(Locale.ROOT))
                .resolve("tenantId=" + tenant.id())
                .resolve(HOUR.format(LocalDateTime.ofInstant(hour, ZoneOffset.UTC)))
                .resolve("PT1H.json");
    }

    /** As an append blob grows. */
    static void append(Path blob, String... texts) {
        append(blob, String.join("", texts).getBytes(StandardCharsets.UTF_8));
    }

    static void append(Path blob, byte[] bytes) {
        try {
            Files.createDirectories(blob.getParent());
            Files.write(blob, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int count(String table) {
        return home.database()
                .sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }
}
