package securitycenter.streaming;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.ServiceSource;
import securitycenter.eligibility.SupportedService;
import securitycenter.events.Event;
import securitycenter.identity.TenantId;
import securitycenter.intake.Admission;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a line of a blob, or an entry of a hub's message, turned out to be. */
sealed interface Streamed {

    /** Whose it says that it is. */
    Optional<TenantId> owner();

    /** The whole of it. */
    String raw();

    /** Whether the tenant wants it, as far as it can be told of which service it is. */
    boolean isAdmittedBy(Admission admission);

    /** A row of a table that we know. */
    record Row(TenantId tenant, StreamedTable table, Event event, ObjectNode record) implements Streamed {

        @Override
        public String raw() {
            return record.toString();
        }

        @Override
        public Optional<TenantId> owner() {
            return Optional.of(tenant);
        }

        JsonNode properties() {
            return record.path("properties");
        }

        Instant happenedAt() {
            return event.happenedAt();
        }

        /** Empty where no supported service is named. */
        Optional<SupportedService> service() {
            return table.service().or(() -> source().flatMap(Admission::serviceOf));
        }

        @Override
        public boolean isAdmittedBy(Admission admission) {
            return table.service()
                    .map(admission::admits)
                    .orElseGet(() -> source().filter(admission::admits).isPresent());
        }

        private Optional<ServiceSource> source() {
            return StreamedRecord.source(properties());
        }
    }

    /**
     * @param table that it says it is of, or that is expected where it was read
     * @param source that it says it is of, where its table is not that of one service
     * @param isCut the text is only its beginning
     */
    record Unreadable(
            @Nullable TenantId tenant,
            @Nullable String table,
            @Nullable ServiceSource source,
            Flaw flaw,
            @Nullable String detail,
            String raw,
            boolean isCut)
            implements Streamed {

        @Override
        public Optional<TenantId> owner() {
            return Optional.ofNullable(tenant);
        }

        /** Of what nobody can tell whose it is, somebody has to see that it came. */
        @Override
        public boolean isAdmittedBy(Admission admission) {
            return Optional.ofNullable(table)
                    .flatMap(StreamedTable::find)
                    .flatMap(StreamedTable::service)
                    .map(admission::admits)
                    .orElseGet(() -> source == null || admission.admits(source));
        }
    }
}
