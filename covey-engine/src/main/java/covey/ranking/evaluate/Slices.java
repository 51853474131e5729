package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.data.RankingData.Codes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The counted queries by the values of a dimension.
 *
 * @param dimension its name
 * @param values its values, sorted
 * @param subsets queries of each value
 */
record Slices(String dimension, List<String> values, List<Subset> subsets) {
    Slices {
        values = List.copyOf(values);
        subsets = List.copyOf(subsets);
    }

    /** Every dimension that the study slices by. */
    static List<Slices> of(RankingData data, int[] counted) {
        return data.queries().slices().stream().map(c -> of(data, counted, c)).toList();
    }

    private static Slices of(RankingData data, int[] counted, Codes codes) {
        int[] sizes = new int[codes.values().size()];
        for (int query : counted) {
            int code = codes.codes().at(query);
            if (code >= 0) {
                sizes[code]++;
            }
        }
        int[][] positions = Arrays.stream(sizes).mapToObj(int[]::new).toArray(int[][]::new);
        for (int c = counted.length - 1; c >= 0; c--) {
            int code = codes.codes().at(counted[c]);
            if (code >= 0) {
                positions[code][--sizes[code]] = c;
            }
        }
        List<String> values = new ArrayList<>();
        List<Subset> subsets = new ArrayList<>();
        IntStream.range(0, positions.length)
                .filter(v -> positions[v].length > 0)
                .boxed()
                .sorted(java.util.Comparator.comparing(codes.values()::get))
                .forEach(v -> {
                    values.add(codes.values().get(v));
                    subsets.add(Subset.of(data, counted, positions[v]));
                });
        return new Slices(codes.name(), values, subsets);
    }

    String segment(int value) {
        return dimension + "=" + values.get(value);
    }
}
