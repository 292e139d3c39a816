package securitycenter.homes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** A ZIP file of a tenant's own data: one file of JSON Lines for each table. Streams; holds one row at a time. */
public class Export implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    /** A column of this name holds what gives power over another system. */
    private static final String SECRET = "secret";

    private final ZipOutputStream zip;

    public Export(OutputStream out) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    /** Adds all rows as {@code <name>.jsonl}. */
    public void table(String name, ResultSet rows) throws SQLException, IOException {
        zip.putNextEntry(new ZipEntry(name + ".jsonl"));
        var columns = rows.getMetaData();
        while (rows.next()) {
            var line = new LinkedHashMap<String, String>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                if (!columns.getColumnLabel(i).equals(SECRET)) {
                    line.put(columns.getColumnLabel(i), rows.getString(i));
                }
            }
            zip.write(JSON.writeValueAsBytes(line));
            zip.write('\n');
        }
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
