package securitycenter.hunting;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Asker;
import securitycenter.hunts.Asker.Channel;
import securitycenter.hunts.Hunt;
import securitycenter.hunts.Hunt.State;
import securitycenter.hunts.Hunts;
import securitycenter.hunts.Outcome;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.hunts.Outcome.Rejected;
import securitycenter.hunts.Outcome.Stopped;
import securitycenter.hunts.Question;
import securitycenter.identity.SignedInUser;
import securitycenter.kql.Render;

/** A run as people see it: how far it is, or what came of it. */
@Component
class HuntPage {

    /** Most queries are over before anybody could see that they are running. */
    private static final Duration PATIENCE = Duration.ofMillis(600);

    private static final Duration LOOK = Duration.ofMillis(40);

    private final Hunts hunts;
    private final QueryCheck check;
    private final Clock clock;

    HuntPage(Hunts hunts, QueryCheck check, Clock clock) {
        this.hunts = hunts;
        this.check = check;
        this.clock = clock;
    }

    UUID start(TenantHome home, SignedInUser user, String query, TimeRange range, ZoneId zone) {
        var ends = range.at(clock.instant(), zone, hunts.lookBack());
        var asker = new Asker(Channel.PORTAL, user.id().toString(), user.name());
        return hunts.start(home, asker, new Question(query, ends.from(), ends.until()));
    }

    Hunt find(TenantHome home, UUID id) {
        return hunts.find(home, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Once it is over, or after a moment. */
    Hunt settled(TenantHome home, UUID id) {
        var run = find(home, id);
        for (var waited = Duration.ZERO;
                run.state() == State.RUNNING && waited.compareTo(PATIENCE) < 0;
                waited = waited.plus(LOOK)) {
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return run;
            }
            run = find(home, id);
        }
        return run;
    }

    void cancel(TenantHome home, UUID id) {
        hunts.cancel(home, id);
    }

    static boolean isOf(Hunt run, SignedInUser user) {
        return run.asker().id().equals(user.id().toString());
    }

    /** 404 where it is not kept any more. */
    Answer answer(TenantHome home, UUID id) {
        return hunts.outcome(home, id)
                .filter(Answer.class::isInstance)
                .map(Answer.class::cast)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    void fill(
            Model model,
            TenantHome home,
            SignedInUser user,
            Hunt run,
            TimeRange range,
            int number,
            ZoneId zone,
            Locale language) {
        model.addAttribute("run", run);
        model.addAttribute("asking", asking(range));
        model.addAttribute("mayCancel", isOf(run, user) || user.worksOnIncidents());
        model.addAttribute("seconds", run.took().toMillis() / 1000.0);
        model.addAttribute("percent", 100 * hunts.shareOf(run));
        model.addAttribute("timedByQuery", check.isTimed(run.text()));
        model.addAttribute("limitMinutes", hunts.timeLimit().toMinutes());
        model.addAttribute("most", hunts.mostRows());
        if (run.state() != State.RUNNING) {
            hunts.outcome(home, run.id())
                    .ifPresentOrElse(
                            outcome -> outcome(model, run, outcome, number, zone, language),
                            () -> model.addAttribute("forgotten", true));
        }
    }

    private void outcome(Model model, Hunt run, Outcome outcome, int number, ZoneId zone, Locale language) {
        switch (outcome) {
            case Answer answer -> {
                model.addAttribute("table", ResultTable.of(answer, number, zone, language));
                Render.of(run.text())
                        .flatMap(render -> Chart.of(render, answer, zone))
                        .ifPresent(chart -> model.addAttribute("chart", chart));
                model.addAttribute("warning", Math.round(answer.share() * 100));
            }
            case Rejected(var problems) -> model.addAttribute("faults", Fault.of(problems, run.text(), 0));
            case Stopped stopped -> model.addAttribute("stopped", stopped);
        }
    }

    /** What stands behind the question mark of the run's address, to be put behind others. */
    static String asking(TimeRange range) {
        return HuntingPage.asking(UriComponentsBuilder.newInstance(), range)
                .toUriString()
                .replace('?', '&');
    }
}
