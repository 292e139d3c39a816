package securitycenter.hunts;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.TenantHome;
import securitycenter.kql.schema.Column;

/** The rows of a kept answer: a block of them is read when one of its rows is asked for. */
final class KeptRows extends AbstractList<List<@Nullable Object>> {

    private final TenantHome home;
    private final UUID hunt;
    private final List<Column> columns;
    private final int size;
    private final HuntRows rows;

    private int first;
    private List<List<@Nullable Object>> block = List.of();

    KeptRows(TenantHome home, UUID hunt, List<Column> columns, int size, HuntRows rows) {
        this.home = home;
        this.hunt = hunt;
        this.columns = columns;
        this.size = size;
        this.rows = rows;
    }

    @Override
    public List<@Nullable Object> get(int index) {
        Objects.checkIndex(index, size);
        if (index < first || index >= first + block.size()) {
            var packed = rows.block(home, hunt, index);
            block = List.of(); // two at a time would be more than is needed
            block = rows.unpacked(packed, columns);
            first = packed.first();
        }
        return block.get(index - first);
    }

    @Override
    public int size() {
        return size;
    }
}
