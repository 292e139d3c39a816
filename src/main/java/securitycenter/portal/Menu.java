package securitycenter.portal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.OwnPath;
import securitycenter.identity.SignedInUser;
import securitycenter.optin.ProductState;

/**
 * What the menu offers to one person. Leaving an item out protects nothing: each address checks again.
 *
 * @param less the person sees less than there is, so that a link tells why
 */
record Menu(List<Group> groups, boolean less) {

    /** @param name of the heading; the first group has none */
    record Group(@Nullable String name, List<Item> items) {}

    /**
     * One line.
     *
     * @param name of its text and its icon
     * @param settingUp a note says that it is not ready yet
     */
    record Item(String name, String address, boolean current, boolean settingUp) {}

    /** Whether the product's pages are shown. */
    private enum Features {
        HIDDEN,
        SETTING_UP,
        SHOWN
    }

    static Menu of(SignedInUser user, @Nullable ProductState state, OwnPath here) {
        var features = user.views() ? featuresIn(state) : Features.HIDDEN;
        var groups = new ArrayList<Group>();
        groups.add(new Group(null, List.of(item("home", "/", here, false))));
        if (features != Features.HIDDEN) {
            var settingUp = features == Features.SETTING_UP;
            groups.add(new Group("incidents", incidentItems(here, settingUp)));
            groups.add(new Group(
                    "respond", List.of(actionItem(here, settingUp), item("hunting", "/hunting", here, settingUp))));
        }
        if (user.views()) {
            groups.add(new Group("admin", adminItems(state, here)));
        }
        if (user.staff()) {
            groups.add(new Group(
                    "support",
                    List.of(
                            item("tenants", "/support/tenants", here, false),
                            item("help-requests", "/support/help-requests", here, false),
                            item("all-audit", "/support/audit", here, false))));
        }
        var less = !user.views() || state instanceof ProductState.NotEligible;
        return new Menu(List.copyOf(groups), less && !user.staff());
    }

    /** Off: shown, because each of the pages then leads to the settings. */
    private static Features featuresIn(@Nullable ProductState state) {
        return switch (state) {
            case ProductState.On _, ProductState.Off _ -> Features.SHOWN;
            case ProductState.Provisioning _ -> Features.SETTING_UP;
            case ProductState.NotEligible _, ProductState.OptedOut _, ProductState.Removing _ -> Features.HIDDEN;
            case null -> Features.HIDDEN;
        };
    }

    private static List<Item> incidentItems(OwnPath here, boolean settingUp) {
        var alerts = item("alerts", "/incidents/alerts", here, settingUp);
        var incidents = item("incidents", "/incidents", here, settingUp);
        return List.of(
                new Item(
                        incidents.name(),
                        incidents.address(),
                        incidents.current() && !alerts.current(),
                        incidents.settingUp()),
                alerts);
    }

    /** Investigations are a tab of it. */
    private static Item actionItem(OwnPath here, boolean settingUp) {
        return new Item(
                "action", "/action-center", here.isIn("/action-center") || here.isIn("/investigations"), settingUp);
    }

    private static List<Item> adminItems(@Nullable ProductState state, OwnPath here) {
        var items = new ArrayList<Item>();
        if (state != null && !(state instanceof ProductState.NotEligible)) {
            items.add(item("settings", "/settings", here, false));
        }
        items.add(item("audit", "/audit", here, false));
        return List.copyOf(items);
    }

    private static Item item(String name, String address, OwnPath here, boolean settingUp) {
        var current = address.equals("/") ? here.isHome() : here.isIn(address);
        return new Item(name, address, current, settingUp);
    }
}
