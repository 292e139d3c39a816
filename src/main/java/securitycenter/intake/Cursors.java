package securitycenter.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.eligibility.SupportedService;
import securitycenter.homes.TenantHome;

/** How far the sources of a home have been read. */
@Component
class Cursors {

    List<SourceState> of(TenantHome home) {
        return Arrays.stream(Source.values()).map(source -> of(home, source)).toList();
    }

    SourceState of(TenantHome home, Source source) {
        return home.database()
                .sql("""
                        select position, services, last_attempt_at, last_success_at, last_record_at, failures, trouble, permission,
                            not_before, left_out_at
                        from source_cursor where source = ?""")
                .param(source.name())
                .query((row, _) -> state(source, row))
                .optional()
                .orElseGet(() -> SourceState.neverRead(source));
    }

    private static SourceState state(Source source, ResultSet row) throws SQLException {
        var trouble = row.getString("trouble");
        return new SourceState(
                source,
                instant(row, "position"),
                services(row.getString("services")),
                instant(row, "last_attempt_at"),
                instant(row, "last_success_at"),
                instant(row, "last_record_at"),
                row.getInt("failures"),
                trouble == null ? null : Trouble.valueOf(trouble),
                row.getString("permission"),
                instant(row, "not_before"),
                instant(row, "left_out_at"));
    }

    private static Set<SupportedService> services(String names) {
        return Arrays.stream(names.split(","))
                .filter(name -> !name.isEmpty())
                .map(SupportedService::valueOf)
                .collect(Collectors.toSet());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }

    /** Replaces what is known of the source. One execution at most writes it at a time. */
    void put(TenantHome home, SourceState state) {
        home.database()
                .sql("insert into source_cursor (source, services, failures) values (?, '', 0) on conflict do nothing")
                .param(state.source().name())
                .update();
        home.database()
                .sql("""
                        update source_cursor set position = ?, services = ?, last_attempt_at = ?,
                            last_success_at = ?, last_record_at = ?, failures = ?, trouble = ?, permission = ?, not_before = ?,
                            left_out_at = ?
                        where source = ?""")
                .param(column(state.position()))
                .param(state.services().stream().map(Enum::name).sorted().collect(Collectors.joining(",")))
                .param(column(state.lastAttempt()))
                .param(column(state.lastSuccess()))
                .param(column(state.lastRecord()))
                .param(state.failures())
                .param(state.trouble() == null ? null : state.trouble().name())
                .param(state.permission())
                .param(column(state.notBefore()))
                .param(column(state.leftOutAt()))
                .param(state.source().name())
                .update();
    }

    private static @Nullable OffsetDateTime column(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
