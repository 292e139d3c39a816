package securitycenter.kql.values;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All functions that the database must be told of before it runs a query. */
public final class JavaFunctions {

    private static final List<JavaFunction> ALL = Stream.of(
                    Ipv4.all(),
                    Ipv6.all(),
                    Lists.all(),
                    Sets.all(),
                    Bags.all(),
                    Hashes.all(),
                    Encodings.all(),
                    Punycode.all(),
                    Letters.all(),
                    Terms.all(),
                    Paths.all(),
                    CommandLines.all(),
                    Csv.all(),
                    Xml.all(),
                    UserAgents.all(),
                    Zones.all(),
                    Distributions.all(),
                    Series.all(),
                    Fits.all(),
                    Seasons.all())
            .flatMap(rows -> rows)
            .toList();

    /** Those that are needed to store something, too. */
    private static final List<JavaFunction> STORING = Nesting.all().toList();

    private JavaFunctions() {}

    public static List<JavaFunction> ofStoring() {
        return STORING;
    }

    public static List<JavaFunction> all() {
        return all(Places.UNKNOWN);
    }

    public static List<JavaFunction> all(Places places) {
        var place = JavaFunction.of(
                "geo_info_from_ip_address", Kind.DYNAMIC, List.of(Kind.TEXT), a -> place(a.text(0), places));
        return Stream.of(ALL.stream(), STORING.stream(), Stream.of(place))
                .flatMap(rows -> rows)
                .toList();
    }

    /** Of what is an address as people write it: not of 8.8, nor of a number. */
    private static @Nullable Map<String, Object> place(String text, Places places) {
        return Ipv4.read(text) == null && Ipv6.read(text) == null ? null : places.of(text);
    }
}
