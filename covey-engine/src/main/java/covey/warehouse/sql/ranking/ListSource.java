package covey.warehouse.sql.ranking;

import covey.result.Reason;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.CompileException;
import covey.warehouse.sql.ModelTable;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that holds pairs of a query and an item.
 *
 * @param table the table
 * @param query column of the query
 * @param item column of the item
 * @param filter SQL condition; empty for all rows
 */
record ListSource(ModelTable table, String query, String item, String filter) {
    ListSource {
        table.require(query);
        table.require(item);
    }

    /** A column of the table. */
    String column(String name) {
        table.require(name);
        return "t." + dialect().quote(name);
    }

    ColumnKind kindOfQuery() {
        return table.kind(query).orElse(ColumnKind.OTHER);
    }

    ColumnKind kindOfItem() {
        return table.kind(item).orElse(ColumnKind.OTHER);
    }

    /** Conditions on the rows that are read at all. */
    List<String> conditions(String... further) {
        List<String> all = new ArrayList<>();
        if (!filter.isEmpty()) {
            all.add("(" + filter + ")");
        }
        all.addAll(List.of(further));
        return all;
    }

    /** {@code WHERE} of some conditions; empty without one. */
    static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : "\n  WHERE " + String.join("\n    AND ", conditions);
    }

    /** The double of a column that ranks or grades; a date or a truth value does neither. */
    String number(String name) {
        ColumnKind kind = table.kind(name).orElse(ColumnKind.OTHER);
        if (kind == ColumnKind.NUMBER || kind == ColumnKind.BOOLEAN) {
            return dialect().toDouble(column(name), kind);
        }
        throw new CompileException(
                Reason.QUERY_FAILED,
                "column '" + name + "' of " + table.model().table() + " is to be a number and is "
                        + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                "name the column that holds the number, or give it an expr in the model");
    }

    private Dialect dialect() {
        return table.dialect();
    }
}
