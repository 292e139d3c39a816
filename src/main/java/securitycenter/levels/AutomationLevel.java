package securitycenter.levels;

/** What investigations may do on the devices of a group without asking (facts of Defender for Endpoint, November 2020). */
public enum AutomationLevel {
    FULL,
    /** They ask for everything. */
    SEMI_ALL_FOLDERS,
    /** They ask for what lies in core folders. */
    SEMI_CORE_FOLDERS,
    /** They ask for all but what lies in folders for passing things. */
    SEMI_NON_TEMP_FOLDERS,
    /** There are none. */
    NONE;

    /** More for those that ask for more. */
    int care() {
        return switch (this) {
            case FULL -> 0;
            case SEMI_CORE_FOLDERS -> 1;
            case SEMI_NON_TEMP_FOLDERS -> 2;
            case SEMI_ALL_FOLDERS -> 3;
            case NONE -> 4;
        };
    }
}
