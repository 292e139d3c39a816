package securitycenter.correlation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Everything that a word may stand for when somebody looks for what alerts name. */
public final class Sought {

    private static final List<EntityKind> BY_ITS_NAME = List.of(
            EntityKind.DEVICE_ID,
            EntityKind.DEVICE_ENTRA_ID,
            EntityKind.DEVICE_NAME,
            EntityKind.ACCOUNT_ID,
            EntityKind.ACCOUNT_SID,
            EntityKind.ACCOUNT_NAME,
            EntityKind.MAILBOX,
            EntityKind.MESSAGE,
            EntityKind.FILE,
            EntityKind.IP,
            EntityKind.OTHER);

    /** With these before it, a name is the identity of what has no better one. */
    private static final List<String> UNCERTAIN = List.of("account|", "file|", "process|");

    private Sought() {}

    /** The ids that an entity of this name may have, whatever kind of thing it is. */
    public static Set<UUID> ids(String name) {
        var identity = name.strip().toLowerCase(Locale.ROOT);
        var ids = new LinkedHashSet<UUID>();
        BY_ITS_NAME.forEach(kind -> ids.add(Entity.idOf(kind, identity)));
        UNCERTAIN.forEach(kind -> ids.add(Entity.idOf(EntityKind.OTHER, kind + identity)));
        ids.add(Entity.idOf(EntityKind.URL, Place.of(name.strip())));
        return ids;
    }

    /** The id of a group of devices of this name. */
    public static UUID deviceGroup(String name) {
        return Entity.idOf(EntityKind.DEVICE_GROUP, name.strip().toLowerCase(Locale.ROOT));
    }
}
