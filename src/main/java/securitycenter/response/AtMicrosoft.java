package securitycenter.response;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Text;
import securitycenter.graph.AppCalls;
import securitycenter.graph.Call;
import securitycenter.graph.Called;
import securitycenter.graph.ConsentMissing;
import securitycenter.graph.GraphSilent;
import securitycenter.homes.TenantHome;
import securitycenter.identity.LogText;
import securitycenter.response.RemediationAction.Trouble;
import tools.jackson.databind.JsonNode;

/** Asks Microsoft to carry out actions, and how far they are. Never within a transaction. */
@Component
class AtMicrosoft {

    private static final Logger log = LoggerFactory.getLogger(AtMicrosoft.class);

    private static final int LONGEST_WORDS = 1_000;
    private static final int LONGEST_ID = 400;

    private final AppCalls calls;
    private final CallLimits limits;

    AtMicrosoft(AppCalls calls, CallLimits limits) {
        this.calls = calls;
        this.limits = limits;
    }

    /** What is sent on approval, as people read it; empty where a person does it. */
    Optional<String> shown(RemediationAction action, boolean isUndo) {
        return Optional.ofNullable(Calls.of(action, isUndo)).map(calls::shown);
    }

    /** How actions of the kind are sent; empty where a person does them. */
    Optional<ExampleCall> example(ActionType type) {
        return Optional.ofNullable(Calls.example(type))
                .map(call -> new ExampleCall(calls.shown(call), call.permission()));
    }

    /** @param again whether it may have been sent before */
    Sent send(TenantHome home, RemediationAction action, boolean isUndo, boolean again) {
        return carefully(() -> {
            var call = Calls.of(action, isUndo);
            if (call == null) {
                throw new IllegalStateException("Nobody can be asked for " + action.type());
            }
            if (again
                    && Calls.canBeLookedFor(action.type(), isUndo)
                    && action.sending().begunAt() != null) {
                var found = find(home, action, isUndo);
                if (found.isPresent()) {
                    return there(action, found.get());
                }
            }
            return sent(action, isUndo, made(home, call));
        });
    }

    /** What became of a call of which nobody knows whether it came there. */
    Sent lookFor(TenantHome home, RemediationAction action) {
        return carefully(() -> find(home, action, action.isBeingUndone())
                .map(found -> there(action, found))
                .orElseGet(Sent.NeverCame::new));
    }

    private static Sent there(RemediationAction action, String found) {
        return Calls.goesOnThere(action.type()) ? new Sent.GoesOn(found) : new Sent.Done(found);
    }

    private Optional<String> find(TenantHome home, RemediationAction action, boolean isUndo) {
        var since = action.sending().begunAt();
        if (since == null) {
            return Optional.empty();
        }
        var list = asked(home, Calls.lookingFor(action, isUndo, since));
        if (!list.fine() || list.body() == null) {
            throw new IllegalStateException("What was asked for cannot be listed: " + list.status());
        }
        return StreamSupport.stream(list.body().path("value").spliterator(), false)
                .filter(each -> isOurs(each, action, isUndo))
                .map(each -> each.path("id").asString())
                .findFirst();
    }

    /** An undo has the id too, and more. An investigation has no comment: any that began there since is as good. */
    private static boolean isOurs(JsonNode machineAction, RemediationAction action, boolean isUndo) {
        if (action.type() == ActionType.START_INVESTIGATION) {
            return true;
        }
        var comment = machineAction.path("requestorComment").asString("");
        return comment.equals(Calls.mark(action, isUndo)) || comment.startsWith(Calls.mark(action, isUndo) + ":");
    }

    private static Sent sent(RemediationAction action, boolean isUndo, Called answer) {
        if (answer.fine()) {
            var id = id(answer);
            return Calls.machineActionType(action.type(), isUndo) != null && id != null
                    ? new Sent.GoesOn(id)
                    : new Sent.Done(kept(id == null ? answer.location() : id));
        }
        // What is to be taken away and is not there is away.
        if (answer.status() == 404 && isUndo && Calls.machineActionType(action.type(), true) == null) {
            return new Sent.Done(null);
        }
        return new Sent.Refused(
                answer.status() == 404
                        ? Trouble.NOT_FOUND
                        : answer.code().equals("ActiveRequestAlreadyExists") ? Trouble.BUSY : Trouble.REFUSED,
                words(answer));
    }

    private static @Nullable String id(Called answer) {
        return answer.body() == null ? null : answer.body().path("id").asString(null);
    }

    private static String words(Called answer) {
        return Text.within(
                LONGEST_WORDS,
                LogText.of(answer.code() + " " + answer.message()).strip());
    }

    private static @Nullable String told(JsonNode words) {
        return words.isString()
                ? Text.within(LONGEST_WORDS, LogText.of(words.asString()).strip())
                : null;
    }

    /** A name that does not fit is of no use. */
    private static @Nullable String kept(@Nullable String name) {
        return name == null || name.length() > LONGEST_ID ? null : name;
    }

    /** How far a machine action is. */
    Sent ask(TenantHome home, String machineAction) {
        return carefully(() -> {
            var answer = asked(home, Calls.asking(machineAction));
            if (answer.status() == 404) {
                return new Sent.Refused(Trouble.NOT_FOUND, words(answer));
            }
            if (!answer.fine() || answer.body() == null) {
                return new Sent.Unknown(Trouble.SILENT, null);
            }
            return switch (answer.body().path("status").asString("")) {
                case "Succeeded" -> new Sent.Done(machineAction);
                case "Failed" ->
                    new Sent.Refused(Trouble.REFUSED, told(answer.body().path("errorResult")));
                case "TimeOut" -> new Sent.Refused(Trouble.DEVICE_AWAY, null);
                case "Cancelled" ->
                    new Sent.Refused(Trouble.CANCELLED_THERE, told(answer.body().path("cancellationComment")));
                default -> new Sent.GoesOn(machineAction);
            };
        });
    }

    /** What is sent to cancel it, as people read it; empty where there is nothing to be told. */
    Optional<String> shownToCancel(RemediationAction action, Cancelling cancelling) {
        return Optional.ofNullable(action.sending().outsideId())
                .map(machineAction -> calls.shown(Calls.cancelling(action, cancelling, machineAction)));
    }

    /** Tells it to stop. To tell it twice does no harm. */
    Sent cancel(TenantHome home, RemediationAction action, Cancelling cancelling, String machineAction) {
        var told = carefully(() -> {
            var answer = made(home, Calls.cancelling(action, cancelling, machineAction));
            return answer.fine() ? new Sent.ToldToStop() : new Sent.WillNotStop(Trouble.REFUSED, words(answer));
        });
        return told instanceof Sent.Refused(var trouble, var detail) ? new Sent.WillNotStop(trouble, detail) : told;
    }

    /** Where what a device put together can be had. */
    PackageLink packageOf(TenantHome home, String machineAction) {
        try {
            var answer = calls.make(home.tenant(), Calls.packageOf(machineAction));
            if (answer.fine() && answer.body() != null) {
                return link(answer.body().path("value").asString(""));
            }
            return answer.status() == 404 || answer.status() == 400
                    ? new PackageLink.NotThere()
                    : new PackageLink.Silent();
        } catch (ConsentMissing missing) {
            return new PackageLink.MayNot(missing.permission());
        } catch (GraphSilent silent) {
            return silent.why() == GraphSilent.Why.THROTTLED ? new PackageLink.TooOften() : new PackageLink.Silent();
        }
    }

    /** Microsoft puts quotation marks around it. Nothing else than https leads a person away from here. */
    private static PackageLink link(String told) {
        try {
            var address = new URI(told.strip().replaceAll("^\"|\"$", ""));
            return "https".equalsIgnoreCase(address.getScheme())
                            && address.getHost() != null
                            && address.getRawUserInfo() == null
                    ? new PackageLink.There(address)
                    : new PackageLink.Silent();
        } catch (URISyntaxException noLink) {
            return new PackageLink.Silent();
        }
    }

    /** That we may not look does not say that it was not done. */
    private static final class MayNotLook extends RuntimeException {

        private static final long serialVersionUID = 1;

        MayNotLook(ConsentMissing missing) {
            super(missing);
        }
    }

    private Called asked(TenantHome home, Call looking) {
        try {
            return made(home, looking);
        } catch (ConsentMissing missing) {
            throw new MayNotLook(missing);
        }
    }

    /** There were too many before it. */
    private static final class NotYet extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final Duration wait;

        NotYet(Duration wait) {
            this.wait = wait;
        }
    }

    private Called made(TenantHome home, Call call) {
        var wait = limits.take(home.tenant(), call);
        if (!wait.isZero()) {
            throw new NotYet(wait);
        }
        try {
            return calls.make(home.tenant(), call);
        } catch (GraphSilent silent) {
            if (silent.why() == GraphSilent.Why.THROTTLED || silent.retryAfter().isPresent()) {
                limits.rest(home.tenant(), call, silent.retryAfter().orElse(Duration.ZERO));
            }
            throw silent;
        }
    }

    /** How long an action that was never sent has to wait until it can be. */
    Duration wait(TenantHome home, ActionType type) {
        return limits.wait(home.tenant(), like(type));
    }

    /** How far apart those are sent that have to wait. */
    static Duration apart(ActionType type) {
        return CallLimits.apart(like(type));
    }

    private static Call like(ActionType type) {
        return requireNonNull(Calls.example(type));
    }

    private static Sent carefully(Supplier<Sent> asking) {
        try {
            return asking.get();
        } catch (ConsentMissing missing) {
            return new Sent.Refused(Trouble.CONSENT_MISSING, missing.permission());
        } catch (MayNotLook hidden) {
            return new Sent.Unknown(Trouble.CONSENT_MISSING, null);
        } catch (NotYet notYet) {
            return new Sent.Unknown(Trouble.THROTTLED, notYet.wait);
        } catch (GraphSilent silent) {
            var isTooMuch = silent.why() == GraphSilent.Why.THROTTLED;
            return new Sent.Unknown(
                    isTooMuch ? Trouble.THROTTLED : Trouble.SILENT,
                    silent.retryAfter().orElse(null));
        } catch (RuntimeException notUnderstood) {
            // It may have been done all the same; whoever looks later gives up in time.
            log.error("What Microsoft answered about an action is not understood", notUnderstood);
            return new Sent.Unknown(Trouble.SILENT, null);
        }
    }
}
