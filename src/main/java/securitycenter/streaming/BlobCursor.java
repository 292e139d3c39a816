package securitycenter.streaming;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import securitycenter.homes.TenantHome;

/**
 * How far a blob has been read.
 *
 * @param readTo bytes
 * @param sizeSeen when it was looked at last
 * @param inLongLine it lies within a line that is too long, of which the rest is left out
 * @param head a hash of its first bytes
 * @param quietLooks how often it was looked at since it last grew
 * @param isRetired nothing is expected of it any more
 */
record BlobCursor(
        long readTo, long sizeSeen, boolean inLongLine, UUID head, int headLength, int quietLooks, boolean isRetired) {

    /** How much of a blob's beginning is compared. */
    static final int HEAD = 512;

    static BlobCursor atStart(byte[] head) {
        return new BlobCursor(0, 0, false, Arrival.hash(head), head.length, 0, false);
    }

    BlobCursor readTo(long offset, boolean withinLongLine) {
        return new BlobCursor(offset, sizeSeen, withinLongLine, head, headLength, quietLooks, false);
    }

    BlobCursor seen(long size) {
        return size == sizeSeen
                ? new BlobCursor(readTo, size, inLongLine, head, headLength, quietLooks + 1, isRetired)
                : new BlobCursor(readTo, size, inLongLine, head, headLength, 0, false);
    }

    BlobCursor retired() {
        return new BlobCursor(readTo, sizeSeen, inLongLine, head, headLength, quietLooks, true);
    }

    /** Which blob. */
    record Key(String container, String name) {}

    static Map<Key, BlobCursor> in(TenantHome home) {
        var cursors = new HashMap<Key, BlobCursor>();
        home.database()
                .sql("""
                        select container, name, read_to, size_seen, in_long_line, head, head_length, quiet_looks,
                            is_retired
                        from stream_blob""")
                .query((row, _) -> cursors.put(
                        new Key(row.getString(1), row.getString(2)),
                        new BlobCursor(
                                row.getLong(3),
                                row.getLong(4),
                                row.getBoolean(5),
                                row.getObject(6, UUID.class),
                                row.getInt(7),
                                row.getInt(8),
                                row.getBoolean(9))))
                .list();
        return cursors;
    }

    static void forget(TenantHome home, Key blob) {
        home.database()
                .sql("delete from stream_blob where container = ? and name = ?")
                .params(blob.container(), blob.name())
                .update();
    }

    void store(TenantHome home, Blob blob) {
        var known = home.database()
                .sql("""
                        update stream_blob set read_to = ?, size_seen = ?, in_long_line = ?, head = ?, head_length = ?,
                            quiet_looks = ?, is_retired = ?
                        where container = ? and name = ?""")
                .params(readTo, sizeSeen, inLongLine, head, headLength, quietLooks, isRetired)
                .param(blob.container())
                .param(blob.name())
                .update();
        if (known == 0) {
            home.database()
                    .sql("""
                            insert into stream_blob (container, name, read_to, size_seen, in_long_line, head,
                                head_length, quiet_looks, is_retired)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(blob.container(), blob.name())
                    .params(readTo, sizeSeen, inLongLine, head, headLength, quietLooks, isRetired)
                    .update();
        }
    }
}
