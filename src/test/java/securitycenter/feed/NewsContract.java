package securitycenter.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.feed.IncidentNews.NewAlert;
import securitycenter.incidents.HomeOfAlerts;
import securitycenter.incidents.Telling;

/** What rooms above learn of incidents that came or changed, on each kind of database. */
abstract class NewsContract extends HomeOfAlerts {

    @Autowired
    IncidentNews news;

    @Test
    void anEmptyHomeHasNoNews() {
        assertThat(news.newest(home)).isEqualTo(new IncidentNews.Newest(0, 0, Instant.EPOCH));
        assertThat(news.alertsAfter(home, 0, 10)).isEmpty();
        assertThat(news.changedAfter(home, Instant.EPOCH, 0, 10)).isEmpty();
    }

    @Test
    void alertsAreReadOnFromTheLastThatWasRead() {
        take(told("one", "device-1"), told("two", "device-2"));
        var first = news.alertsAfter(home, 0, 1);
        assertThat(first).extracting(NewAlert::title).containsExactly("Alert one");
        take(told("three", "device-3"));
        assertThat(news.alertsAfter(home, first.getFirst().number(), 10))
                .extracting(NewAlert::title)
                .containsExactly("Alert two", "Alert three");
        assertThat(news.alerts(home, List.of(first.getFirst().number(), 99L))).isEqualTo(first);
    }

    @Test
    void anAlertThatIsToldAgainIsNoNews() {
        take(told("one", "device-1"));
        var newest = news.newest(home);
        incidents.take(
                home,
                List.of(Telling.of("one", MONDAY)
                        .device("device-1")
                        .updated(MONDAY.plusSeconds(900))
                        .told()));
        assertThat(news.alertsAfter(home, newest.alert(), 10)).isEmpty();
        assertThat(news.changedAfter(home, newest.change(), newest.incident(), 10))
                .hasSize(1);
    }

    @Test
    void changesOfOneMomentAreReadPageByPage() {
        take(told("one", "device-1"), told("two", "device-2"), told("three", "device-3"));
        var first = news.changedAfter(home, Instant.EPOCH, 0, 2);
        var last = first.getLast();
        var second = news.changedAfter(home, last.changedAt(), last.id(), 2);
        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1);
        assertThat(first)
                .extracting(CurrentIncident::id)
                .doesNotContain(second.getFirst().id());
    }

    @Test
    void anIncidentSaysWhatItIsMadeOf() {
        take(told("one", "device-1"));
        assertThat(news.shown(home, 1)).hasValueSatisfying(incident -> {
            assertThat(incident.alerts()).isEqualTo(1);
            assertThat(incident.devices()).isEqualTo(1);
            assertThat(incident.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(incident.sources()).containsExactly(ServiceSource.ENDPOINT);
        });
        assertThat(news.shown(home, 99)).isEmpty();
        assertThat(news.partsOf(home, 1)).containsExactly(1L);
    }

    @Test
    void theDeviceGroupsAreThoseOfTheDevices() {
        incidents.take(
                home,
                List.of(Telling.of("one", MONDAY)
                        .evidence(
                                "device",
                                device -> device.put("mdeDeviceId", "device-1").put("rbacGroupName", "Servers"))
                        .told()));
        var alert = news.alertsAfter(home, 0, 1).getFirst();
        assertThat(news.deviceGroups(home, alert.number())).containsExactly("Servers");
        assertThat(news.deviceGroupsOf(home, List.of(1L, 99L))).isEqualTo(Map.of(1L, Set.of("Servers")));
    }

    private static Telling told(String id, String device) {
        return Telling.of(id, MONDAY).device(device);
    }
}
