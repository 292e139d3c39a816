package securitycenter.actioncenter;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.response.ActionReach;
import securitycenter.response.ActionType;

/** What all lists of actions show. */
@Component
class ListModel {

    private final ActionLists lists;
    private final ActionDecisions decisions;
    private final MessageSource messages;

    ListModel(ActionLists lists, ActionDecisions decisions, MessageSource messages) {
        this.lists = lists;
        this.decisions = decisions;
        this.messages = messages;
    }

    void fill(
            Model model,
            TenantHome home,
            SignedInUser user,
            Locale locale,
            ListAddress list,
            Paging paging,
            ListPage page) {
        model.addAttribute("page", page);
        model.addAttribute("number", paging.number());
        model.addAttribute("unreadable", paging.isUnreadable());
        model.addAttribute("first", list.toString());
        model.addAttribute("next", paging.next(list, page));
        model.addAttribute("previous", paging.previous(list, page));
        model.addAttribute("csv", list.at(list.path() + "/export").toString());
        model.addAttribute("columns", ListView.Column.values());
        model.addAttribute("lengths", ListView.LENGTHS);
        model.addAttribute("types", types(locale));
        model.addAttribute("whyNot", whyNot(user, home));
        model.addAttribute("byHand", lists.countByHand(home));
        model.addAttribute("counted", ActionLists.COUNTED);
    }

    /** By their names in the reader’s language. */
    private List<ActionType> types(Locale locale) {
        return Arrays.stream(ActionType.values())
                .sorted(Comparator.comparing(type -> messages.getMessage("actioncenter.type." + type, null, locale)))
                .toList();
    }

    /** Null where the person may decide about some actions at least. */
    private @Nullable String whyNot(SignedInUser user, TenantHome home) {
        var reasons = Stream.of(ActionReach.values())
                .map(reach -> Optional.ofNullable(decisions.whyNot(user, home, oneOf(reach))))
                .toList();
        return reasons.stream().anyMatch(Optional::isEmpty)
                ? null
                : reasons.getFirst().orElse(null);
    }

    private static ActionType oneOf(ActionReach reach) {
        return Arrays.stream(ActionType.values())
                .filter(type -> type.reach() == reach)
                .findFirst()
                .orElseThrow();
    }
}
