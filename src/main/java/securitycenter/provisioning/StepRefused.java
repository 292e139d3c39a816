package securitycenter.provisioning;

/** A step found a condition unmet that a person can mend; the run page says which. */
public class StepRefused extends RuntimeException {

    private final String key;

    /** @param key of the message that says what is unmet */
    public StepRefused(String key) {
        super(key);
        this.key = key;
    }

    String key() {
        return key;
    }
}
