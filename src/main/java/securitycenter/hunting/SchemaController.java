package securitycenter.hunting;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import securitycenter.homes.TenantHome;
import securitycenter.identity.ViewersOnly;

/** Which tables and columns there are. */
@Controller
class SchemaController {

    private final SchemaPage schema;

    SchemaController(SchemaPage schema) {
        this.schema = schema;
    }

    @ViewersOnly
    @GetMapping("/hunting/schema")
    String list(TenantHome home, @RequestParam(required = false) @Nullable String find, Locale language, Model model) {
        model.addAttribute("groups", schema.groups(language, find));
        model.addAttribute("find", find);
        return "hunting/schema";
    }

    /** The whole page, or its columns alone for the panel beside the editor. */
    @ViewersOnly
    @GetMapping("/hunting/schema/{table}")
    String table(
            TenantHome home,
            @PathVariable String table,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean inPlace,
            Locale language,
            Model model,
            HttpServletResponse response) {
        response.addHeader("Vary", "HX-Request");
        var found = schema.table(table, language).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("table", found);
        model.addAttribute("columns", schema.columns(found.name(), language));
        model.addAttribute("actions", schema.actions(found.name(), language));
        model.addAttribute(
                "sample", LinkedQuery.written(found.name() + "\n| take 100").orElseThrow());
        return inPlace ? "hunting/_schema :: columns" : "hunting/table";
    }
}
