package covey.assignment;

/**
 * A unit whose logged arm is not the recomputed one.
 *
 * @param unit id
 * @param logged arm as logged
 * @param computed arm as recomputed; empty when it gets none
 * @param firstRow first row that says so
 * @param rows how many rows say so
 */
public record Disagreement(String unit, String logged, String computed, long firstRow, long rows) {
    Disagreement again() {
        return new Disagreement(unit, logged, computed, firstRow, rows + 1);
    }
}
