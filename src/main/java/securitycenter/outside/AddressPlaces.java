package securitycenter.outside;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Where in the world addresses are, as far as a file of the operator's says so. */
@Component
public class AddressPlaces implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AddressPlaces.class);

    private final AtomicBoolean isDamaged = new AtomicBoolean();
    private final @Nullable Reader database;

    @Autowired
    AddressPlaces(OutsideSettings settings) {
        this(settings.geoIpDatabase());
    }

    AddressPlaces(@Nullable Path file) {
        this.database = file == null ? null : open(file);
    }

    /** Of nothing. */
    public static AddressPlaces none() {
        return new AddressPlaces((Path) null);
    }

    private static Reader open(Path file) {
        try {
            return new Reader(file.toFile(), new CHMCache());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "hunting.geo-ip-database is no file of MaxMind's format that can be read: " + file, e);
        }
    }

    public boolean areKnown() {
        return database != null;
    }

    /** The country, state, city, latitude and longitude that are known; null where nothing is, or of no address. */
    public @Nullable Map<String, Object> of(String address) {
        try {
            return database == null ? null : of(InetAddress.ofLiteral(address), database);
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    /** What throws in the middle of a query would end it, so a damaged file is told to the operator, and once. */
    private @Nullable Map<String, Object> of(InetAddress address, Reader known) {
        try {
            var record = known.get(address, Map.class);
            return record == null ? null : place(record);
        } catch (IOException | RuntimeException damaged) {
            if (!isDamaged.getAndSet(true)) {
                log.error("The file of hunting.geo-ip-database cannot be read everywhere", damaged);
            }
            return null;
        }
    }

    private static @Nullable Map<String, Object> place(Map<?, ?> record) {
        var place = new LinkedHashMap<String, Object>();
        name(record.get("country")).ifPresent(name -> place.put("country", name));
        if (record.get("subdivisions") instanceof List<?> parts && !parts.isEmpty()) {
            name(parts.getFirst()).ifPresent(name -> place.put("state", name));
        }
        name(record.get("city")).ifPresent(name -> place.put("city", name));
        if (record.get("location") instanceof Map<?, ?> location) {
            number(location.get("latitude")).ifPresent(number -> place.put("latitude", number));
            number(location.get("longitude")).ifPresent(number -> place.put("longitude", number));
        }
        return place.isEmpty() ? null : place;
    }

    private static Optional<String> name(@Nullable Object part) {
        return part instanceof Map<?, ?> known
                        && known.get("names") instanceof Map<?, ?> names
                        && names.get("en") instanceof String name
                ? Optional.of(name)
                : Optional.empty();
    }

    private static Optional<Double> number(@Nullable Object value) {
        return value instanceof Double number ? Optional.of(number) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        if (database != null) {
            database.close();
        }
    }
}
