package covey.warehouse.sql.label;

/**
 * How far labels differ inside a stratum.
 *
 * @param items labelled items
 * @param mean their mean
 * @param square mean of their squares
 */
public record StratumSpread(long items, double mean, double square) {
    /** Sample standard deviation; zero for fewer than two. */
    public double deviation() {
        return items < 2 ? 0 : Math.sqrt(Math.max(0, square - mean * mean) * items / (items - 1.0));
    }
}
