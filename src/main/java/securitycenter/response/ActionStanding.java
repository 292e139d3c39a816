package securitycenter.response;

import java.time.Instant;
import java.util.UUID;

/** How far an action is. */
public record ActionStanding(UUID id, ActionType type, ActionState state, Instant updatedAt) {}
