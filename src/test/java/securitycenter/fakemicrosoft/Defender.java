package securitycenter.fakemicrosoft;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Defender for Endpoint in one tenant: its computers, what is done to them and what it was told to block. */
public final class Defender {

    private static final int FIRST_NUMBER = 118;

    private final Tenant tenant;
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final List<MachineAction> actions = new ArrayList<>();
    private final List<Investigation> investigations = new ArrayList<>();
    private final Map<String, Indicator> indicators = new LinkedHashMap<>();
    private final Deque<Ending> endings = new ArrayDeque<>();
    private final Quota investigationQuota = new Quota(50, 50, this::now);
    private final Quota packageQuota = new Quota(2, 120, this::now);
    private Quota actionQuota = new Quota(100, 1_500, this::now);
    private InstantSource clock = InstantSource.system();
    private Duration lasting = Duration.ofSeconds(20);
    private String investigationResult = "Benign";
    private int numbers = FIRST_NUMBER;

    Defender(Tenant tenant) {
        this.tenant = tenant;
    }

    public synchronized Defender clock(InstantSource source) {
        clock = source;
        return this;
    }

    /** From the request to success; for half of it an action is pending. */
    public synchronized Defender actionsTake(Duration time) {
        lasting = time;
        return this;
    }

    /** How many machine actions may be asked for. Microsoft allows 100 and 1,500. */
    public synchronized Defender actionsAllowed(int inAMinute, int inAnHour) {
        actionQuota = new Quota(inAMinute, inAnHour, this::now);
        return this;
    }

    /** How the next action ends that is not told yet; then the one after it. */
    public synchronized Defender nextAction(Ending ending) {
        endings.add(ending);
        return this;
    }

    /** What investigations find from now on, for example {@code PendingApproval}. */
    public synchronized Defender investigationsEndWith(String state) {
        investigationResult = state;
        return this;
    }

    synchronized Instant now() {
        return clock.instant();
    }

    /** By the name that evidence has for it, for example {@code lt-110}; there is one from now on. */
    public synchronized Device device(String hostName) {
        return known(SampleEvidence.deviceId(tenant, hostName), hostName + "." + tenant.domain());
    }

    private Device known(String id, String name) {
        return devices.computeIfAbsent(id, unknown -> new Device(this, id, name));
    }

    /** One that a test named, that belongs to the story, or that an alert tells of. */
    synchronized Optional<Device> find(String id) {
        if (!devices.containsKey(id)) {
            new Estate(tenant, StoryCast.of(tenant, 0))
                    .computer(id)
                    .map(host -> known(id, host + "." + tenant.domain()))
                    .or(() -> inAlerts(id));
        }
        return Optional.ofNullable(devices.get(id));
    }

    private Optional<Device> inAlerts(String id) {
        return tenant.alerts().toldSoFar().stream()
                .flatMap(alert -> AlertRows.evidenceOf(alert.json(tenant)).stream())
                .filter(evidence -> id.equals(evidence.get("mdeDeviceId")) && evidence.containsKey("deviceDnsName"))
                .map(evidence -> known(id, AlertRows.text(evidence, "deviceDnsName")))
                .findFirst();
    }

    /** The oldest first. */
    public synchronized List<MachineAction> actions() {
        return List.copyOf(actions);
    }

    public Optional<MachineAction> action(String id) {
        return actions().stream().filter(action -> action.id().equals(id)).findFirst();
    }

    /** In the order in which they came to their end. */
    List<MachineAction> succeeded(Device device) {
        return device.actions().stream()
                .filter(action -> action.status() == MachineAction.Status.SUCCEEDED)
                .sorted(Comparator.comparing(MachineAction::ended))
                .toList();
    }

    /** Empty where such a thing is going on already, or has been done and not been undone. */
    synchronized Optional<MachineAction> act(MachineAction.Order order) {
        if (isGoingOn(order) || isDone(order)) {
            return Optional.empty();
        }
        var ending = Optional.ofNullable(endings.poll()).orElse(Ending.GOOD);
        var action = new MachineAction(order, this::now, lasting, ending);
        actions.add(action);
        return Optional.of(action);
    }

    private static boolean isGoingOn(MachineAction.Order order) {
        return order.device().actions().stream()
                .filter(MachineAction::isActive)
                .anyMatch(action ->
                        action.type().isAkinTo(order.type()) && action.sha1().equals(order.sha1()));
    }

    private static boolean isDone(MachineAction.Order order) {
        return switch (order.type()) {
            case ISOLATE -> order.device().isIsolated();
            case RESTRICT_CODE_EXECUTION -> order.device().isRestricted();
            default -> false;
        };
    }

    synchronized Optional<Quota.Overrun> overrunByAction() {
        return actionQuota.take();
    }

    Optional<Quota.Overrun> overrunByInvestigation() {
        return investigationQuota.take();
    }

    Optional<Quota.Overrun> overrunByPackage() {
        return packageQuota.take();
    }

    /** The oldest first. */
    public synchronized List<Investigation> investigations() {
        return List.copyOf(investigations);
    }

    synchronized Investigation investigate(Device device, String comment) {
        var investigation = new Investigation(numbers++, device, comment, this::now, lasting, investigationResult);
        investigations.add(investigation);
        return investigation;
    }

    /** Those that have not expired, the oldest first. */
    public synchronized List<Indicator> indicators() {
        var now = now();
        return indicators.values().stream()
                .filter(indicator ->
                        indicator.expires().filter(end -> !end.isAfter(now)).isEmpty())
                .toList();
    }

    /** A new one, or a change of the one for the same value. */
    synchronized Indicator submit(Map<String, Object> sent, String application) {
        var now = now();
        var earlier = indicators().stream().filter(each -> each.isAbout(sent)).findFirst();
        var indicator = new Indicator(
                earlier.map(Indicator::id).orElseGet(() -> String.valueOf(numbers++)),
                sent,
                earlier.map(Indicator::createdBy).orElse(application),
                earlier.map(Indicator::created).orElse(now),
                now);
        indicators.put(indicator.id(), indicator);
        return indicator;
    }

    /** False where there is none. */
    synchronized boolean withdraw(String id) {
        return indicators.remove(id) != null;
    }
}
