package securitycenter.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How often one application may call in one tenant. Calls to different addresses of Graph count together. */
enum Quota {
    LIST_INCIDENTS(50, 1_500),
    GET_INCIDENT(100, 1_500),
    CHANGE_INCIDENT(50, 1_500),
    LIST_MACHINE_ACTIONS(100, 1_500),
    GET_MACHINE_ACTION(100, 1_500),
    LIST_INVESTIGATIONS(100, 1_500),
    GET_INVESTIGATION(100, 1_500),
    GRAPH(150, 150 * 60),
    /** As the settings say. */
    HUNT(0, 0);

    final int inAMinute;
    final int inAnHour;

    Quota(int inAMinute, int inAnHour) {
        this.inAMinute = inAMinute;
        this.inAnHour = inAnHour;
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Within {
        Quota value();
    }
}
