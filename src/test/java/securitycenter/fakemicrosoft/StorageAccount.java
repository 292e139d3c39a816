package securitycenter.fakemicrosoft;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** Where the Streaming API delivers: for each table a container, and in it for each hour a blob that only ever grows. */
final class StorageAccount {

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("'y='uuuu'/m='MM'/d='dd'/h='HH'/m=00'").withZone(ZoneOffset.UTC);
    private static final String CONTAINER = "insights-logs-advancedhunting-";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    StorageAccount(Path folder) {
        this.folder = folder;
    }

    /** @param now decides the blob, however long ago the rows happened */
    void append(Tenant tenant, Instant now, List<EventRow> rows) {
        rows.stream()
                .collect(groupingBy(EventRow::table))
                .forEach((table, own) -> append(
                        blob(tenant, table, now),
                        own.stream().map(row -> record(tenant, now, row)).collect(joining())));
    }

    private Path blob(Tenant tenant, String table, Instant now) {
        return folder.resolve(CONTAINER + table.toLowerCase(Locale.ROOT))
                .resolve("tenantId=" + tenant.id())
                .resolve(HOUR.format(now))
                .resolve("PT1H.json");
    }

    private static String record(Tenant tenant, Instant now, EventRow row) {
        return JSON.writeValueAsString(GraphJson.object()
                        .with("time", GraphJson.date(now))
                        .with("tenantId", tenant.id().toString())
                        .with("operationName", "Publish")
                        .with("category", "AdvancedHunting-" + row.table())
                        .with("_TimeReceivedBySvc", GraphJson.date(row.when()))
                        .with("properties", row.columns())
                        .with("Tenant", "DefaultTenant"))
                + "\n";
    }

    private static void append(Path blob, String lines) {
        try {
            Files.createDirectories(blob.getParent());
            Files.writeString(blob, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
