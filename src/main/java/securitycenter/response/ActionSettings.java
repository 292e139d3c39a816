package securitycenter.response;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How actions are waited for and sent.
 *
 * @param decideWithin after which what nobody decided counts as refused
 * @param askEvery how long between two questions what became of an action
 * @param lostAfter after which a call that was begun counts as one of which nobody knows what became
 * @param giveUpAfter how long a device may be away, or Microsoft silent
 * @param freshSignIn how old the sign-in of somebody may be who approves what is really sent
 * @param keptFor how long it is known what was done
 */
@ConfigurationProperties("action-center")
public record ActionSettings(
        @DefaultValue("7d") Duration decideWithin,
        @DefaultValue("45s") Duration askEvery,
        @DefaultValue("2m") Duration lostAfter,
        @DefaultValue("3d") Duration giveUpAfter,
        @DefaultValue("15m") Duration freshSignIn,
        @DefaultValue("180d") Duration keptFor) {}
