package securitycenter.inquiries;

import java.util.List;
import java.util.stream.Stream;
import securitycenter.investigations.Assets.Named;
import securitycenter.investigations.Found;

/** What an answer tells. */
record Findings(List<Found> found, List<Named> places) {

    static final Findings NOTHING = new Findings(List.of(), List.of());

    static Findings of(Found found) {
        var place = found.place();
        return new Findings(List.of(found), place == null ? List.of() : List.of(new Named(place, List.of())));
    }

    Findings and(Findings other) {
        return new Findings(
                Stream.concat(found.stream(), other.found.stream()).toList(),
                Stream.concat(places.stream(), other.places.stream()).toList());
    }
}
