package securitycenter.investigating;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import securitycenter.alerts.EvidenceKind;
import securitycenter.homes.TenantHome;
import securitycenter.investigating.Flow.Line;
import securitycenter.investigating.Flow.Node;
import securitycenter.investigating.Flow.Part;
import securitycenter.investigations.Asset;
import securitycenter.investigations.Entity;
import securitycenter.investigations.FoundBy;
import securitycenter.investigations.Investigation;
import securitycenter.investigations.Investigations;
import securitycenter.investigations.JoinedAlert;

/** Puts together what an investigation went through. */
@Component
class Flows {

    /** Of each part; the others are one node together. */
    private static final int MOST = 6;

    private final Investigations investigations;
    private final MessageSource messages;

    Flows(Investigations investigations, MessageSource messages) {
        this.investigations = investigations;
        this.messages = messages;
    }

    Flow of(TenantHome home, Head head, Locale locale) {
        return new Drawing(home, head, locale).whole();
    }

    private final class Drawing {

        private final TenantHome home;
        private final Head head;
        private final Investigation of;
        private final Locale locale;
        private final List<Node> nodes = new ArrayList<>();
        private final List<Line> lines = new ArrayList<>();

        private Drawing(TenantHome home, Head head, Locale locale) {
            this.home = home;
            this.head = head;
            this.of = head.of();
            this.locale = locale;
        }

        private Flow whole() {
            var alerts = part(
                    Part.ALERT,
                    investigations.alerts(home, of.number(), null).rows(),
                    head.count("alerts"),
                    head.address("alerts"),
                    this::alert);
            var assets = part(
                    Part.ASSET,
                    investigations.assets(home, of.number(), null).rows(),
                    head.count("devices") + head.count("mailboxes") + head.count("users"),
                    head.address(tabOf(of.about().kind())),
                    this::asset);
            var entities =
                    single(Part.ENTITIES, said("investigating.flow.entities", head.count("entities")), "entities");
            var threats = part(
                    Part.EVIDENCE,
                    investigations.threats(home, of.number(), null).rows(),
                    head.count("evidence"),
                    head.address("evidence"),
                    this::threat);
            assets.forEach(asset -> {
                line(alerts.isEmpty() ? null : alerts.getFirst(), asset);
                line(asset, entities);
            });
            alerts.stream().skip(1).forEach(alert -> line(alert, assets.isEmpty() ? entities : assets.getFirst()));
            threats.forEach(threat -> lines.add(new Line(entities.id(), threat.id(), true)));
            end(threats.isEmpty() ? List.of(entities) : threats);
            return new Flow(List.copyOf(nodes), List.copyOf(lines));
        }

        private void end(List<Node> last) {
            var waited = head.waited();
            var ends = last;
            if (waited != null) {
                var wait = single(
                        Part.WAITED,
                        said(
                                of.waitsSince() == null ? "investigating.flow.waited" : "investigating.flow.waits",
                                said("investigating.lasted." + waited.unit(), waited.count())),
                        "actions");
                last.forEach(node -> line(node, wait));
                ends = List.of(wait);
            }
            var result =
                    single(Part.RESULT, said("incident.investigation." + of.state()), of.isOpen() ? "log" : "actions");
            ends.forEach(node -> line(node, result));
        }

        private void line(@Nullable Node from, Node to) {
            if (from != null) {
                lines.add(new Line(from.id(), to.id(), false));
            }
        }

        private Node single(Part part, String name, String tab) {
            return added(new Node(part.id(), part, name, null, null, head.address(tab), false));
        }

        private Node added(Node node) {
            nodes.add(node);
            return node;
        }

        private <T> List<Node> part(Part part, List<T> found, int all, String address, Function<T, Node> node) {
            var shown = new ArrayList<Node>();
            found.stream().limit(MOST).map(node).map(this::added).forEach(shown::add);
            if (all > shown.size()) {
                shown.add(added(new Node(
                        part.id() + "-more",
                        part,
                        said("investigating.flow.more", all - shown.size()),
                        null,
                        null,
                        address,
                        false)));
            }
            return shown;
        }

        private Node alert(JoinedAlert alert) {
            return new Node(
                    "a" + alert.alert(),
                    Part.ALERT,
                    alert.title(),
                    said("severity." + alert.severity()),
                    null,
                    "/alerts/" + alert.alert(),
                    true);
        }

        private Node asset(Asset asset) {
            return new Node(
                    "p" + asset.id(),
                    Part.ASSET,
                    asset.place().name(),
                    note(asset),
                    asset.place().kind(),
                    head.address(tabOf(asset.place().kind())),
                    true);
        }

        private @Nullable String note(Asset asset) {
            if (asset.standing() != Asset.Standing.IN) {
                return said("investigating.standing." + asset.standing());
            }
            return asset.foundBy() == FoundBy.WIDENING ? said("investigating.found-by.WIDENING") : null;
        }

        private Node threat(Entity entity) {
            return new Node(
                    "e" + entity.id(),
                    Part.EVIDENCE,
                    entity.name(),
                    said(
                            "investigating.flow.judged",
                            said("incident.verdict." + entity.verdict()),
                            said("incident.remediation." + entity.remediation())),
                    entity.kind().evidence(),
                    head.address("evidence"),
                    true);
        }

        private String said(String key, Object... values) {
            return messages.getMessage(key, values, locale);
        }
    }

    private static String tabOf(EvidenceKind kind) {
        return switch (kind) {
            case MAILBOX -> "mailboxes";
            case USER -> "users";
            default -> "devices";
        };
    }
}
