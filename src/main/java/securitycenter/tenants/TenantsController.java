package securitycenter.tenants;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import securitycenter.homes.DataCenter;
import securitycenter.identity.StaffOnly;
import securitycenter.identity.TenantId;
import securitycenter.tenants.TenantPages.Place;

/** The list of all tenants. */
@Controller
class TenantsController {

    private final TenantSearch search;

    TenantsController(TenantSearch search) {
        this.search = search;
    }

    @StaffOnly
    @GetMapping("/support")
    String internalPages() {
        return "redirect:/support/tenants";
    }

    @StaffOnly
    @GetMapping("/support/tenants")
    String list(
            TenantFilter.Asked asked,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String last,
            Model model) {
        var filter = asked.filter();
        model.addAttribute("page", search.page(filter, placeOf(id(after), id(before), last)));
        model.addAttribute("states", TenantFilter.STATES);
        model.addAttribute("places", DataCenter.values());
        return "tenants/list";
    }

    private static Place placeOf(@Nullable TenantId after, @Nullable TenantId before, @Nullable String last) {
        if (after != null) {
            return new Place.After(after);
        }
        if (before != null) {
            return new Place.Before(before);
        }
        return "true".equals(last) ? new Place.Last() : new Place.First();
    }

    private static @Nullable TenantId id(@Nullable String asked) {
        try {
            return asked == null ? null : new TenantId(UUID.fromString(asked));
        } catch (IllegalArgumentException noId) {
            return null;
        }
    }
}
