package securitycenter.kql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a query of the compiler's own while it compiles another, whose columns depend on what there is. */
@FunctionalInterface
public interface Peek {

    /** @param files texts for which {@code $1}, {@code $2} and so on stand in the SQL */
    List<List<@Nullable String>> rows(String sql, List<String> files);
}
