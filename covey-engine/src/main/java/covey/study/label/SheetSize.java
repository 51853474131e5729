package covey.study.label;

import java.util.List;

/**
 * How many items a sheet needs for an interval of a given half width.
 *
 * @param items items to label
 * @param halfWidth half width of the interval that they will give, expected
 * @param strata how many of each stratum, for people
 * @param origin what the spread of the labels was taken from
 */
public record SheetSize(long items, double halfWidth, List<String> strata, String origin) {
    public SheetSize {
        strata = List.copyOf(strata);
    }
}
