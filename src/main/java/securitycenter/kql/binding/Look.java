package securitycenter.kql.binding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at data while a query is bound, where its columns depend on them. */
@FunctionalInterface
public interface Look {

    /** @param relation of texts alone */
    List<List<@Nullable String>> rows(Relation relation);
}
