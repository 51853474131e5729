package covey.ranking.query;

import covey.data.RankingData;
import covey.data.RankingData.Lists;
import java.util.ArrayList;
import java.util.List;

/** The first items of a list, the relevant ones with their grade: {@code 12 7* 9(2)}. */
final class ShownList {
    private static final int SHOWN = 10;

    private ShownList() {}

    static String of(RankingData data, Lists lists, int query) {
        List<String> shown = new ArrayList<>();
        int from = lists.offsets().at(query);
        int to = Math.min(from + SHOWN, lists.offsets().at(query + 1));
        for (int i = from; i < to; i++) {
            int grade = lists.grades().at(i);
            double level = grade == 0 ? 0 : data.truth().levels().at(grade - 1);
            String mark = level <= 0 ? "" : level == 1 ? "*" : "(" + plain(level) + ")";
            shown.add(data.items().ids().get(lists.items().at(i)) + mark);
        }
        return String.join(" ", shown);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
