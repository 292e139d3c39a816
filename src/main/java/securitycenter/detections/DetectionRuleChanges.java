package securitycenter.detections;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.detections.DetectionRule.Content;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;

/** What people do with rules, each act with its line in the audit log. */
@Component
class DetectionRuleChanges {

    private static final String KIND = "detection-rule";

    private final DetectionRules rules;
    private final AuditLog audit;
    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;

    DetectionRuleChanges(DetectionRules rules, AuditLog audit, ObjectProvider<Scheduler> scheduler, Clock clock) {
        this.rules = rules;
        this.audit = audit;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** @throws org.springframework.dao.DuplicateKeyException when another one has the name */
    long add(SignedInUser user, TenantHome home, Content content) {
        var id = rules.add(home, content, user.name(), clock.instant());
        audit.record(
                Act.of(user, "detection-rule.added").on(KIND, content.name()).to(content.masked()));
        wake(home);
        return id;
    }

    /**
     * @return false when somebody else was quicker
     * @throws org.springframework.dao.DuplicateKeyException when another one has the name
     */
    boolean change(SignedInUser user, TenantHome home, DetectionRule before, Content content) {
        if (!rules.change(home, before, content, user.name(), clock.instant())) {
            return false;
        }
        audit.record(Act.of(user, "detection-rule.changed")
                .on(KIND, before.content().name())
                .from(before.content().masked())
                .to(content.masked()));
        wake(home);
        return true;
    }

    void turnOn(SignedInUser user, TenantHome home, DetectionRule rule) {
        if (rules.turnOn(home, rule.id(), user.name(), clock.instant())) {
            audit.record(Act.of(user, "detection-rule.turned-on")
                    .on(KIND, rule.content().name())
                    .from("off")
                    .to("on"));
            wake(home);
        }
    }

    void turnOff(SignedInUser user, TenantHome home, DetectionRule rule) {
        if (rules.turnOff(home, rule.id(), user.name(), clock.instant())) {
            audit.record(Act.of(user, "detection-rule.turned-off")
                    .on(KIND, rule.content().name())
                    .from("on")
                    .to("off"));
        }
    }

    /** @return false when it is off */
    boolean run(SignedInUser user, TenantHome home, DetectionRule rule) {
        if (!rules.runNow(home, rule.id(), clock.instant())) {
            return false;
        }
        audit.record(Act.of(user, "detection-rule.run").on(KIND, rule.content().name()));
        wake(home);
        return true;
    }

    void delete(SignedInUser user, TenantHome home, DetectionRule rule) {
        if (rules.delete(home, rule.id())) {
            audit.record(Act.of(user, "detection-rule.deleted")
                    .on(KIND, rule.content().name())
                    .from(rule.content().masked()));
        }
    }

    private void wake(TenantHome home) {
        DetectionJobs.wake(scheduler.getObject(), home.tenant(), clock);
    }
}
