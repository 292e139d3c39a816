package securitycenter.hunting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationContext;
import securitycenter.events.Event;
import securitycenter.events.Events;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;

/** A tenant's events, a few days old at most. */
public final class HuntingSeed {

    public static final String FORMULA = "=HYPERLINK(\\\"http://x.example\\\")";

    /** It would run for hours. */
    public static final String ENDLESS = """
            range a from 1 to 1000000 step 1 | extend k = 1
            | join kind=inner (range b from 1 to 1000000 step 1 | extend k = 1) on k
            | summarize count() by tostring(a * b % 1000003)""";

    private final Events events;
    private final TenantHome home;

    public HuntingSeed(ApplicationContext application, TenantId tenant) {
        this.events = application.getBean(Events.class);
        this.home = application.getBean(DataCenters.class).homeOf(tenant, DataCenter.EUROPEAN_UNION);
    }

    public TenantHome home() {
        return home;
    }

    /** As when newer ones have taken their place. */
    public void letAnswersGo() {
        home.database()
                .sql("update hunt set outcome = null, kept_bytes = 0, let_go = true")
                .update();
    }

    /** Processes on three devices, and logons that failed in several hours. */
    public void processes(int number) {
        var noon = Instant.now().minus(Duration.ofDays(2));
        var all = new ArrayList<Event>();
        IntStream.rangeClosed(1, number)
                .mapToObj(at -> event("DeviceProcessEvents", at, noon.plusSeconds(at), """
                        "DeviceName":"lt-%03d","DeviceId":"d%1$d","FileName":"%s","ProcessId":%d,"AccountName":"maren.vos",\
                        "ActionType":"ProcessCreated","ProcessCommandLine":"%s","AdditionalFields":{"Signed":false,"Path":["C:","Users"]}""".formatted(
                                110 + at % 3,
                                at % 2 == 0 ? "powershell.exe" : "winword.exe",
                                at,
                                at == 1 ? FORMULA : "powershell.exe -NoProfile -WindowStyle Hidden")))
                .forEach(all::add);
        IntStream.rangeClosed(1, 40)
                .mapToObj(at -> event(
                        "DeviceLogonEvents",
                        at,
                        noon.plus(Duration.ofMinutes(20L * at)),
                        "\"DeviceName\":\"lt-%03d\",\"ActionType\":\"LogonFailed\",\"AccountName\":\"maren.vos\""
                                .formatted(110 + at % 3)))
                .forEach(all::add);
        events.append(home, List.copyOf(all));
    }

    /** One mail to so many mailboxes, by whose numbers it is reported. */
    public void mail(String id, String subject, int recipients) {
        var noon = Instant.now().minus(Duration.ofDays(2));
        events.append(
                home,
                IntStream.rangeClosed(1, recipients)
                        .mapToObj(at -> new Event("EmailEvents", id + at, noon, """
                                {"Timestamp":"%s","ReportId":"%s-report-%d","NetworkMessageId":"%2$s","Subject":"%s",\
                                "RecipientEmailAddress":"box%3$d@contoso.example"}""".formatted(noon, id, at, subject)))
                        .toList());
    }

    private static Event event(String table, int number, Instant when, String rest) {
        return new Event(
                table,
                table + number,
                when,
                "{\"Timestamp\":\"" + when + "\",\"ReportId\":" + number + "," + rest + "}");
    }
}
