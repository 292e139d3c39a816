package securitycenter.graph;

import java.util.Optional;

/** Who asks Graph, proved by a token. */
interface Bearer {

    String token();

    /** A fresh token after Graph refused the first, where there can be one. */
    Optional<String> another();

    /** Graph knows who asks and does not allow it. */
    ConsentMissing refused();
}
