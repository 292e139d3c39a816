package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.date;
import static securitycenter.fakemicrosoft.GraphJson.object;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Something that Defender for Endpoint does to a computer. It goes on as time passes, unless a test ends it. */
public final class MachineAction {

    public enum Status {
        PENDING("Pending"),
        IN_PROGRESS("InProgress"),
        SUCCEEDED("Succeeded"),
        FAILED("Failed"),
        TIME_OUT("TimeOut"),
        CANCELLED("Cancelled");

        final String word;

        Status(String word) {
            this.word = word;
        }
    }

    /** What was asked for. */
    record Order(
            ActionType type,
            Device device,
            String requestor,
            String comment,
            Optional<String> scope,
            Optional<String> sha1,
            Optional<String> externalId) {}

    private record Cancellation(String requestor, String comment, Instant when) {}

    private final UUID id = UUID.randomUUID();
    private final Order order;
    private final InstantSource clock;
    private final Instant created;
    private Instant begins;
    private Instant ends;
    private Ending ending;
    private Optional<Cancellation> cancellation = Optional.empty();

    MachineAction(Order order, InstantSource clock, Duration lasting, Ending ending) {
        this.order = order;
        this.clock = clock;
        this.ending = ending;
        created = clock.instant();
        begins = created.plus(ending.pending().orElse(lasting.dividedBy(2)));
        ends = begins.plus(lasting.dividedBy(2));
    }

    public String id() {
        return id.toString();
    }

    public ActionType type() {
        return order.type();
    }

    public Device device() {
        return order.device();
    }

    public String comment() {
        return order.comment();
    }

    /** The id of the application that asked for it. */
    public String requestor() {
        return order.requestor();
    }

    public Optional<String> sha1() {
        return order.sha1();
    }

    public Optional<String> scope() {
        return order.scope();
    }

    public synchronized Status status() {
        var now = clock.instant();
        if (now.isBefore(begins)) {
            return Status.PENDING;
        }
        return now.isBefore(ends) ? Status.IN_PROGRESS : ending.status();
    }

    public boolean isActive() {
        var status = status();
        return status == Status.PENDING || status == Status.IN_PROGRESS;
    }

    /** Now, whatever was to come. */
    public synchronized MachineAction ends(Ending how) {
        begins = clock.instant();
        ends = begins;
        ending = how;
        return this;
    }

    public MachineAction succeeds() {
        return ends(Ending.GOOD);
    }

    public MachineAction isCancelled() {
        return ends(new Ending(Status.CANCELLED, Optional.empty(), Optional.empty()));
    }

    synchronized void cancel(String requestor, String comment) {
        isCancelled();
        cancellation = Optional.of(new Cancellation(requestor, comment, ends));
    }

    /** What was said with it; empty where nobody cancelled it over the API. */
    public synchronized Optional<String> cancellation() {
        return cancellation.map(Cancellation::comment);
    }

    synchronized Instant ended() {
        return ends;
    }

    synchronized Map<String, Object> json() {
        return object().with("id", id())
                .with("type", type().word)
                .with("title", null)
                .with("scope", scope().orElse(null))
                .with("requestor", requestor())
                .with("requestorComment", comment())
                .with("requestSource", "PublicApi")
                .with("externalID", order.externalId().orElse(null))
                .with("status", status().word)
                .with("commands", List.of())
                .with("machineId", device().id())
                .with("computerDnsName", device().name())
                .with("creationDateTimeUtc", date(created))
                .with("lastUpdateDateTimeUtc", date(lastUpdate()))
                .with(
                        "cancellationRequestor",
                        cancellation.map(Cancellation::requestor).orElse(null))
                .with(
                        "cancellationComment",
                        cancellation.map(Cancellation::comment).orElse(null))
                .with(
                        "cancellationDateTimeUtc",
                        date(cancellation.map(Cancellation::when).orElse(null)))
                .with("errorHResult", status() == Status.FAILED ? 0x80004005 : 0)
                .with("troubleshootInfo", isActive() ? null : ending.reason().orElse(null))
                .with("relatedFileInfo", sha1().map(MachineAction::file).orElse(null));
    }

    private Instant lastUpdate() {
        return switch (status()) {
            case PENDING -> created;
            case IN_PROGRESS -> begins;
            default -> ends;
        };
    }

    private static Map<String, Object> file(String sha1) {
        return object().with("fileIdentifier", sha1).with("fileIdentifierType", "Sha1");
    }

    @Override
    public String toString() {
        return type().word + " " + device().name() + ", " + status().word;
    }
}
