package securitycenter.api;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import securitycenter.Visitors;
import securitycenter.alerts.Severity;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.TenantHome;
import securitycenter.identity.Role;
import securitycenter.provisioning.Homes;

/** A tenant that uses the product, and what is stored in its home. */
record Stored(Tenant tenant, TenantHome home) {

    static final Instant START = Instant.parse("2026-01-14T08:00:00.123456Z");

    static Stored on(Tenant tenant, Visitors visitors, Homes homes) {
        tenant.licensed("SPE_E5").country("NL");
        visitors.signedIn(tenant.person("Ada").holds(Role.GLOBAL_ADMINISTRATOR)).turnOn();
        return new Stored(
                tenant, homes.homeIn(tenant.id(), homes.placeOf(tenant.id()).orElseThrow()));
    }

    /** Incidents 1, 2, 3 and so on, each an hour after the one before. */
    void incidents(int count) {
        for (var id = 1; id <= count; id++) {
            incident(id, START.plus(Duration.ofHours(id)));
        }
    }

    void incident(long id, Instant at) {
        home.database()
                .sql("""
                        insert into incident (id, name, name_is_own, severity, severity_is_own, status, status_is_own,
                            is_open, assigned_is_own, classification, determination, classified_is_own, created_at,
                            changed_at, first_at, last_at, alerts, active_alerts, entities, devices, users, mailboxes,
                            categories, sources, tags_are_own, version)
                        values (:id, :name, false, :severity, false, 'ACTIVE', false, true, false, 'UNKNOWN', 'UNKNOWN',
                            false, :at, :at, :at, :at, 0, 0, 0, 0, 0, 0, '', '', false, 0)""")
                .param("id", id)
                .param("name", "Incident number " + id)
                .param("severity", Severity.HIGH.ordinal())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void set(long incident, String assignments) {
        home.database()
                .sql("update incident set " + assignments + " where id = ?")
                .param(incident)
                .update();
    }

    void tag(long incident, String tag) {
        home.database()
                .sql("insert into incident_tag (incident_id, tag, is_system) values (?, ?, false)")
                .params(incident, tag)
                .update();
    }

    void comment(long incident, String author, String text) {
        home.database()
                .sql("insert into incident_comment (incident_id, at, author, body) values (?, ?, ?, ?)")
                .params(incident, START.atOffset(ZoneOffset.UTC), author, text)
                .update();
    }

    void alert(long number, long incident, String id, String source, String body) {
        home.database()
                .sql("""
                        insert into alert (id, source_id, source_updated_at, is_streamed, group_id, incident_id,
                            placed_by_person, entities, title, severity, status, is_open, service_source, techniques, classification, determination,
                            status_is_own, investigation_state, created_at, changed_at, first_at, last_at, version)
                        values (:number, :id, :at, false, :incident, :incident, false, array[], 'A title', :severity, 'NEW', true,
                            :source, '', 'UNKNOWN', 'UNKNOWN', false, 'UNKNOWN', :at, :at, :at, :at, 0)""")
                .param("number", number)
                .param("id", id)
                .param("incident", incident)
                .param("source", source)
                .param("severity", Severity.HIGH.ordinal())
                .param("at", START.plus(Duration.ofMinutes(number)).atOffset(ZoneOffset.UTC))
                .update();
        home.database()
                .sql("insert into alert_body (alert_id, body) values (?, ?)")
                .params(number, body)
                .update();
    }
}
