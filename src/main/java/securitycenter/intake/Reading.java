package securitycenter.intake;

import java.util.List;
import java.util.Locale;

/** How the reading of a home goes, which tells whether what is not there may only be missing. */
public enum Reading {
    /** There is no service that could tell of anything. */
    UNCONNECTED,
    /** Something could not be read to its end. */
    TROUBLED,
    /** The first reading has not ended. */
    NOT_YET,
    FINE;

    static Reading of(List<SourceState> sources) {
        if (sources.stream().anyMatch(source -> source.trouble() != null)) {
            return TROUBLED;
        }
        return sources.stream().allMatch(source -> source.lastSuccess() != null) ? FINE : NOT_YET;
    }

    /** For message keys. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
