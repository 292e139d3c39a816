package securitycenter.remedies;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import securitycenter.alerts.EvidenceKind;
import securitycenter.remedies.Aim.Things;
import securitycenter.response.Target;

/**
 * The two pages on which an action is chosen and asked for, wherever somebody came from.
 *
 * @param address of the pages
 * @param back from where somebody came
 * @param carried what each page hands on to the next, by the names of the fields
 */
record AskPage(String address, Back back, List<Field> carried, AskForm form) {

    /** @param words the key of its name; null where the name is its own */
    record Back(String address, @Nullable String words, String name) {}

    record Field(String name, String value) {}

    /** Something that the action is done to. */
    record Line(UUID once, Target target, boolean ticked) {}

    /** @param leftOut of what was chosen, because it was too much */
    ModelAndView choosing(List<Remedy> remedies, int leftOut) {
        return page(HttpStatus.OK)
                .addObject("remedies", byKind(remedies))
                .addObject("leftOut", leftOut)
                .addObject("remedy", null);
    }

    private static Map<EvidenceKind, List<Remedy>> byKind(List<Remedy> remedies) {
        return remedies.stream()
                .collect(Collectors.groupingBy(remedy -> remedy.type().on(), LinkedHashMap::new, Collectors.toList()));
    }

    ModelAndView confirming(HttpStatus status, Remedy remedy, Things things, int leftOut) {
        var all = form.thing().isEmpty();
        return page(status)
                .addObject("remedy", remedy)
                .addObject("leftOut", leftOut)
                .addObject("missed", things.missed())
                .addObject("beyond", things.beyond())
                .addObject(
                        "things",
                        things.targets().stream()
                                .map(target -> new Line(Aim.once(target), target, all || form.names(Aim.once(target))))
                                .toList());
    }

    /** Nothing can be asked for now. */
    ModelAndView refusing(HttpStatus status, String why) {
        return page(status).addObject("refused", why);
    }

    private ModelAndView page(HttpStatus status) {
        return new ModelAndView("remedies/ask", status)
                .addObject("form", form)
                .addObject("address", address)
                .addObject("back", back)
                .addObject("carried", carried)
                .addObject("most", Aim.MOST);
    }
}
