package securitycenter.hunting;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import securitycenter.events.EventTables;
import securitycenter.homes.TenantHome;
import securitycenter.identity.ViewersOnly;
import securitycenter.kql.schema.Table;

/** From the page of a device, a user, a file and so on to a query for what happened around it. */
@Controller
class GoHuntController {

    private static final Duration EACH_WAY = Duration.ofHours(1);
    private static final int LONGEST_NAME = 500;
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9000-01-01T00:00:00Z");

    private static final List<String> ALL = List.of("alerts", "devices", "email", "apps", "identities");

    /** Where what there is of each kind leaves traces. */
    private static final Map<String, List<String>> GROUPS = Map.ofEntries(
            Map.entry("DEVICE", List.of("alerts", "devices", "identities")),
            Map.entry("FILE", List.of("alerts", "devices", "email")),
            Map.entry("PROCESS", List.of("alerts", "devices")),
            Map.entry("REGISTRY", List.of("alerts", "devices")),
            Map.entry("MALWARE", List.of("alerts", "devices", "email")),
            Map.entry("MAILBOX", List.of("alerts", "email", "apps")),
            Map.entry("MESSAGE", List.of("alerts", "email")),
            Map.entry("MAIL_CLUSTER", List.of("alerts", "email")),
            Map.entry("MAILBOX_RULE", List.of("alerts", "email", "apps")),
            Map.entry("SUBMISSION", List.of("alerts", "email")),
            Map.entry("CLOUD_APP", List.of("alerts", "apps")),
            Map.entry("OAUTH_APP", List.of("alerts", "apps")));

    /** @param kind as alerts name it; everything is searched for one that is not known here */
    @ViewersOnly
    @GetMapping("/hunting/go")
    String go(
            TenantHome home,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String at) {
        var moment = moment(at);
        if (name.isBlank() || name.length() > LONGEST_NAME || moment.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        var address = HuntingPage.address(query(kind, name.strip(), moment.get()), TimeRange.USUAL);
        return "redirect:" + address.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    static String query(String kind, String name, Instant moment) {
        return """
                // What was told of %s, one hour each way
                search in (%s)
                    Timestamp between (datetime(%s) .. datetime(%s)) and %s
                | take 100""".formatted(
                        name.replaceAll("\\s+", " "),
                        tables(GROUPS.getOrDefault(kind, ALL)),
                        moment.minus(EACH_WAY),
                        moment.plus(EACH_WAY),
                        Cells.text(name));
    }

    private static String tables(List<String> groups) {
        return EventTables.schema().tables().stream()
                .filter(table -> groups.contains(table.group()) && hasTime(table))
                .map(Table::name)
                .collect(Collectors.joining(", "));
    }

    private static boolean hasTime(Table table) {
        return table.columns().stream().anyMatch(column -> column.name().equals(Table.TIME));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(moment -> moment.isAfter(FIRST) && moment.isBefore(LAST));
        } catch (DateTimeException noMoment) {
            return Optional.empty();
        }
    }
}
