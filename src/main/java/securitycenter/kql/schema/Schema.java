package securitycenter.kql.schema;

import java.util.List;
import java.util.Optional;

/** The tables that a query may name. */
public record Schema(List<Table> tables) {

    public Optional<Table> table(String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name) || table.also().contains(name))
                .findFirst();
    }
}
