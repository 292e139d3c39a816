package securitycenter.detections;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Asker;
import securitycenter.hunts.Hunts;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.hunts.Outcome.Reason;
import securitycenter.hunts.Outcome.Rejected;
import securitycenter.hunts.Outcome.Stopped;
import securitycenter.hunts.Question;
import securitycenter.kql.KqlLiteral;

/** Which devices belong to a rule’s device groups, as their newest rows tell. */
@Component
class DevicesOfGroups {

    sealed interface Answered {}

    /** @param names ids and names of the devices, in small letters */
    record Devices(Set<String> names) implements Answered {

        /** Also what happened on no device. */
        boolean own(FoundEvent event) {
            var device = event.names().device();
            return device.isEmpty() || names.contains(device.toLowerCase(Locale.ROOT));
        }
    }

    record Unknown(Stopped why) implements Answered {}

    private final Hunts hunts;

    DevicesOfGroups(Hunts hunts) {
        this.hunts = hunts;
    }

    Answered of(TenantHome home, Asker asker, List<String> groups, Instant now) {
        var text = "DeviceInfo | summarize arg_max(Timestamp, MachineGroup, DeviceName) by DeviceId"
                + " | where MachineGroup in~ " + KqlLiteral.texts(groups) + " | project DeviceId, DeviceName";
        return switch (hunts.ask(home, asker, new Question(text, now.minus(Frequency.FAR_BACK), now))) {
            case Answer answer when answer.cutOff() -> new Unknown(new Stopped(Reason.TOO_LARGE, null));
            case Answer answer -> {
                var names = new HashSet<String>();
                answer.rows()
                        .forEach(row -> row.forEach(
                                name -> names.add(Objects.toString(name, "").toLowerCase(Locale.ROOT))));
                names.remove("");
                yield new Devices(names);
            }
            case Stopped stopped -> new Unknown(stopped);
            case Rejected(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }
}
