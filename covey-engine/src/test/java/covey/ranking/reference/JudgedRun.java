package covey.ranking.reference;

import covey.ranking.JudgedList;
import covey.ranking.names.NameReading.Known;
import covey.ranking.names.RankingNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One query's run by item, score or rank, beside its judgements. */
final class JudgedRun {
    private final Map<String, Double> grades = new LinkedHashMap<>();
    private final Map<Integer, String> byRank = new HashMap<>();
    private final Map<String, Double> scores = new LinkedHashMap<>();

    void judge(String item, double grade) {
        grades.put(item, grade);
    }

    /** Places an item at a rank; ranks may have gaps. */
    void rank(String item, int rank) {
        byRank.put(rank, item);
    }

    /** Places an item by its score; equal scores tie, and stand in descending order of the ids. */
    void score(String item, double score) {
        scores.put(item, score);
    }

    /** A metric by the name that a study writes. */
    double value(String name) {
        return ((Known) RankingNames.read(name)).metric().of(list());
    }

    private JudgedList list() {
        List<String> order = new ArrayList<>(scores.keySet());
        order.sort(Comparator.<String>comparingDouble(i -> -scores.get(i)).thenComparing(Comparator.reverseOrder()));
        for (int i = 0; i < order.size(); i++) {
            byRank.put(i + 1, order.get(i));
        }
        JudgedList list = new JudgedList();
        list.clear();
        grades.values().forEach(list::judge);
        int length = byRank.keySet().stream().mapToInt(r -> r).max().orElse(0);
        for (int rank = 1; rank <= length; rank++) {
            Double grade = grades.get(byRank.get(rank));
            if (grade != null) {
                list.retrieve(rank, grade);
            }
        }
        for (int i = 0; i < order.size(); i++) {
            int first = i;
            while (i + 1 < order.size() && scores.get(order.get(i + 1)).equals(scores.get(order.get(first)))) {
                i++;
            }
            if (i > first) {
                list.tie(first + 1, i + 1);
            }
        }
        list.end(length);
        return list;
    }
}
