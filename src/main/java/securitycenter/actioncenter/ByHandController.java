package securitycenter.actioncenter;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;

/** What was approved and no program can do: a person does it, and says on its page how it went. */
@Controller
class ByHandController {

    static final String PATH = PendingController.PATH + "/by-hand";

    private final ActionLists lists;
    private final ListModel model;

    ByHandController(ActionLists lists, ListModel model) {
        this.lists = lists;
        this.model = model;
    }

    @ViewersOnly
    @GetMapping(PATH)
    String page(
            TenantHome home,
            SignedInUser user,
            Paging paging,
            @CookieValue(name = ListView.COOKIE, required = false) @Nullable String view,
            Locale locale,
            Model page) {
        var shown = lists.byHand(home, paging.place(), ListView.in(view).length());
        model.fill(page, home, user, locale, ListAddress.of(PATH), paging, shown);
        return "actioncenter/by-hand";
    }
}
