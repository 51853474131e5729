package covey.warehouse.sql.ranking;

import covey.data.RankingData.Codes;
import covey.data.column.Ints;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A categorical column as it is read: each value gets the next number. */
final class Vocabulary {
    private final String name;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final GrowingInts codes = new GrowingInts();

    Vocabulary(String name) {
        this.name = name;
    }

    void add(@Nullable String value) {
        codes.add(value == null ? -1 : numbers.computeIfAbsent(value, _ -> numbers.size()));
    }

    Codes codes() {
        Ints column = codes.column();
        return new Codes(name, List.copyOf(numbers.keySet()), column);
    }
}
