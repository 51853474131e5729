package covey.warehouse.sql.ranking;

import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The feature vectors of the items. */
final class VectorsSql {
    private VectorsSql() {}

    /**
     * Vectors by item number: those of items with a finite number in every column, of an item's several rows the smallest of
     * each column.
     */
    static Step read(ListSource source, String itemKey, List<String> columns) {
        List<String> conditions = source.conditions(source.column(source.item()) + " IS NOT NULL");
        List<String> smallest = new ArrayList<>();
        for (int d = 1; d <= columns.size(); d++) {
            String number = source.number(columns.get(d - 1));
            conditions.add(source.table().dialect().isFinite(number));
            smallest.add("min(" + number + ") AS f" + d);
        }
        return new Step(
                "item_vectors",
                "Feature vectors of the items.",
                Sql.fill(
                        """
                        SELECT i.item_no, {}
                          FROM covey_items AS i
                          JOIN (
                            SELECT {} AS item_id, {} FROM {}{}
                            GROUP BY 1
                          ) AS v ON v.item_id = i.item_id
                          ORDER BY i.item_no""",
                        String.join(
                                ", ",
                                IntStream.rangeClosed(1, columns.size())
                                        .mapToObj(d -> "v.f" + d)
                                        .toList()),
                        itemKey,
                        String.join(", ", smallest),
                        source.table().source(),
                        ListSource.where(conditions)),
                Step.Kind.READ);
    }
}
