package covey.ranking.metric.list;

/** Shares of the categories among items that have one; NaN for every category when there is none. */
final class Shares {
    private Shares() {}

    /** Of what the user had. */
    static double[] had(RankedItems list, ItemFeatures items) {
        double[] shares = new double[Math.max(1, items.categories())];
        for (int h = 0; h < list.histories(); h++) {
            count(shares, items.category().at(list.history(h)));
        }
        return normalized(shares);
    }

    /** Of what the list shows. */
    static double[] shown(RankedItems list, ItemFeatures items, int cutoff) {
        double[] shares = new double[Math.max(1, items.categories())];
        for (int i = 0; i < list.within(cutoff); i++) {
            count(shares, items.category().at(list.item(i)));
        }
        return normalized(shares);
    }

    private static void count(double[] counts, int category) {
        if (category >= 0) {
            counts[category]++;
        }
    }

    private static double[] normalized(double[] counts) {
        double sum = 0;
        for (double count : counts) {
            sum += count;
        }
        for (int c = 0; c < counts.length; c++) {
            counts[c] /= sum;
        }
        return counts;
    }
}
