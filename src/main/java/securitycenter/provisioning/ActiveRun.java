package securitycenter.provisioning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run that is under way, or has failed and waits for a person. */
record ActiveRun(long id, Run.Kind kind, @Nullable String startedByName, Instant startedAt) {}
