package securitycenter.homes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How much a table holds.
 *
 * @param checksum equal for equal rows, in whichever order they are read
 */
public record Contents(long rows, String checksum) {

    /** Reads to the end. The checksum is the sum of the rows' SHA-256 hashes, word by word. */
    static Contents of(ResultSet rows) throws SQLException {
        var columns = rows.getMetaData();
        var sum = new long[4];
        long count = 0;
        for (; rows.next(); count++) {
            var row = sha256();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                add(bytesOf(rows, i, columns.getColumnType(i)), row);
            }
            var hash = ByteBuffer.wrap(row.digest());
            for (int word = 0; word < sum.length; word++) {
                sum[word] += hash.getLong();
            }
        }
        var checksum = ByteBuffer.allocate(32);
        checksum.asLongBuffer().put(sum);
        return new Contents(count, HexFormat.of().formatHex(checksum.array()));
    }

    private static byte @Nullable [] bytesOf(ResultSet rows, int column, int type) throws SQLException {
        return switch (type) {
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> rows.getBytes(column);
            default -> {
                var text = rows.getString(column);
                yield text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            }
        };
    }

    /** With its length, so that no two rows read alike whose columns differ. */
    private static void add(byte @Nullable [] value, MessageDigest row) {
        row.update(
                ByteBuffer.allocate(4).putInt(value == null ? -1 : value.length).flip());
        if (value != null) {
            row.update(value);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
