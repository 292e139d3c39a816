package securitycenter.streaming;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;

/** Where the storage account that a tenant exports to is seen as a folder. */
@Component
class StorageFolder {

    private final StreamSettings settings;

    StorageFolder(StreamSettings settings) {
        this.settings = settings;
    }

    Path of(TenantHome home) {
        var shared = settings.storage();
        return shared == null ? home.folder().resolve("intake") : shared;
    }

    /** Where the settings name one it should be there; otherwise a tenant may have none. */
    boolean isExpected(TenantHome home) {
        return settings.storage() != null || Files.exists(of(home));
    }

    /** What lies in the one home and was not read to its end will be read in the other. What cannot be looked at stops it. */
    void takeAlong(TenantHome from, TenantHome to) throws IOException {
        var storage = of(from);
        if (storage.equals(of(to)) || !Files.isDirectory(storage)) {
            return;
        }
        var cursors = BlobCursor.in(from);
        var blobs = Blob.of(from.tenant(), storage, (_, why) -> {
            throw why;
        });
        for (var blob : blobs) {
            var cursor = cursors.get(blob.key());
            if (cursor == null || cursor.readTo() != blob.size()) {
                blob.copyTo(of(to));
            }
        }
    }
}
