package securitycenter.homes;

/** Somebody else was at work in the home and did not end in time. Trying again may help. */
public class HomeBusy extends RuntimeException {

    HomeBusy(String schema, Throwable cause) {
        super("Somebody else is at work in " + schema, cause);
    }

    HomeBusy(String schema) {
        super("Somebody else is at work in " + schema);
    }
}
