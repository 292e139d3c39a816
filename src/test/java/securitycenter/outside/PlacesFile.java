package securitycenter.outside;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small file in MaxMind's format: a tree of the bits of addresses, and what is known at its ends. */
public final class PlacesFile {

    private static final byte[] MARK = {
        (byte) 0xAB, (byte) 0xCD, (byte) 0xEF, 'M', 'a', 'x', 'M', 'i', 'n', 'd', '.', 'c', 'o', 'm'
    };
    private static final int NOTHING = -1;

    /** Of each node what follows a 0 and a 1: a node, nothing, or, beyond {@code DATA}, a place in the data. */
    private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {NOTHING, NOTHING}));

    private static final int DATA = 1_000_000;

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    /** Addresses of either kind that begin with so many bits of this one. */
    public PlacesFile with(String address, int bits, Object known) {
        var place = DATA + data.size();
        write(data, known);
        var bytes = InetAddress.ofLiteral(address).getAddress();
        var before = bytes.length == 4 ? 96 : 0;
        int node = 0;
        for (int i = 0; i < before + bits; i++) {
            int bit = i < before ? 0 : bytes[(i - before) / 8] >> (7 - (i - before) % 8) & 1;
            var records = nodes.get(node);
            if (i == before + bits - 1) {
                records[bit] = place;
            } else if (records[bit] == NOTHING) {
                nodes.add(new int[] {NOTHING, NOTHING});
                records[bit] = nodes.size() - 1;
            }
            node = records[bit];
        }
        return this;
    }

    /** What files of cities say of one. */
    public static Map<String, Object> city(
            String country, String state, String city, double latitude, double longitude) {
        var known = new LinkedHashMap<String, Object>();
        known.put("country", named(country));
        known.put("subdivisions", List.of(named(state)));
        known.put("city", named(city));
        known.put("location", Map.of("latitude", latitude, "longitude", longitude));
        return known;
    }

    public static Map<String, Object> country(String country) {
        return Map.of("country", named(country));
    }

    private static Map<String, Object> named(String name) {
        return Map.of("names", Map.of("en", name));
    }

    public AddressPlaces openedAt(Path file) throws IOException {
        return new AddressPlaces(writeTo(file));
    }

    Path writeTo(Path file) throws IOException {
        var all = new ByteArrayOutputStream();
        for (var records : nodes) {
            for (var record : records) {
                var number =
                        record == NOTHING ? nodes.size() : record >= DATA ? nodes.size() + 16 + record - DATA : record;
                all.write(ByteBuffer.allocate(4).putInt(number).array(), 1, 3);
            }
        }
        all.write(new byte[16]);
        all.write(data.toByteArray());
        all.write(MARK);
        var about = new LinkedHashMap<String, Object>();
        about.put("binary_format_major_version", 2);
        about.put("binary_format_minor_version", 0);
        about.put("build_epoch", 1_795_000_000);
        about.put("database_type", "Test");
        about.put("description", Map.of("en", "A few addresses"));
        about.put("ip_version", 6);
        about.put("languages", List.of("en"));
        about.put("node_count", nodes.size());
        about.put("record_size", 24);
        write(all, about);
        return Files.write(file, all.toByteArray());
    }

    private static void write(ByteArrayOutputStream out, Object value) {
        try {
            switch (value) {
                case String text -> {
                    var bytes = text.getBytes(StandardCharsets.UTF_8);
                    control(out, 2, bytes.length);
                    out.write(bytes);
                }
                case Double number -> {
                    control(out, 3, 8);
                    out.write(ByteBuffer.allocate(8).putDouble(number).array());
                }
                case Integer number -> {
                    control(out, 6, 4);
                    out.write(ByteBuffer.allocate(4).putInt(number).array());
                }
                case Map<?, ?> map -> {
                    control(out, 7, map.size());
                    map.forEach((key, each) -> {
                        write(out, key);
                        write(out, each);
                    });
                }
                case List<?> list -> {
                    out.write(list.size());
                    out.write(11 - 7);
                    list.forEach(each -> write(out, each));
                }
                default -> throw new IllegalArgumentException(value.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void control(ByteArrayOutputStream out, int type, int size) {
        out.write(type << 5 | Math.min(size, 29));
        if (size >= 29) {
            out.write(size - 29);
        }
    }
}
