package securitycenter.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.homes.DataCenter.UNITED_STATES;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.homes.DataCenters;
import securitycenter.homes.HomeSchema;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;

/** A home into which a test puts alerts, and what a test asks of it. */
public abstract class HomeOfAlerts {

    protected static final Instant MONDAY = Instant.parse("2026-11-02T09:00:00Z");

    @Autowired
    DataCenters dataCenters;

    @Autowired
    HomeSchema schema;

    @Autowired
    protected Incidents incidents;

    private final List<TenantHome> homes = new ArrayList<>();
    protected TenantHome home;

    @BeforeEach
    void aHome() {
        home = anotherHome();
    }

    /** Where few others are: H2 looks at every table of a database for each that it drops. */
    protected TenantHome anotherHome() {
        var another = dataCenters.homeOf(new TenantId(UUID.randomUUID()), UNITED_STATES);
        schema.migrate(another);
        homes.add(another);
        return another;
    }

    @AfterEach
    void removeThem() {
        homes.forEach(schema::drop);
    }

    protected static Instant after(Duration time) {
        return MONDAY.plus(time);
    }

    protected static Instant after(int minutes) {
        return after(Duration.ofMinutes(minutes));
    }

    protected void take(Telling... alerts) {
        incidents.take(home, Arrays.stream(alerts).map(Telling::told).toList());
    }

    /** Which alerts are together, each incident a set of their ids. */
    protected static Set<Set<String>> groups(TenantHome home) {
        var groups = home
                .database()
                .sql("select incident_id, source_id from alert")
                .query((row, _) -> new Object[] {row.getLong(1), row.getString(2)})
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        row -> (Long) row[0], Collectors.mapping(row -> (String) row[1], Collectors.toSet())));
        return new HashSet<>(groups.values());
    }

    protected void assertTogether(String... groups) {
        assertThat(groups(home))
                .isEqualTo(Arrays.stream(groups)
                        .map(group -> Set.of(group.split(" ")))
                        .collect(Collectors.toSet()));
    }

    protected long incidentOf(String alert) {
        return home.database()
                .sql("select incident_id from alert where source_id = ?")
                .param(alert)
                .query(Long.class)
                .single();
    }

    protected long idOf(String alert) {
        return home.database()
                .sql("select id from alert where source_id = ?")
                .param(alert)
                .query(Long.class)
                .single();
    }

    protected Map<String, Object> only(String table) {
        return home.database().sql("select * from " + table).query().singleRow();
    }

    protected void takeIncident(String id, String status, Instant updated, @Nullable String redirect) {
        var incident = TellingIncident.of(id, updated)
                .with("status", status)
                .with("assignedTo", "ann@contoso.example")
                .with("classification", "truePositive")
                .with("determination", "malware")
                .with("redirectIncidentId", redirect);
        incidents.takeIncidents(home, List.of(incident.told()));
    }
}
