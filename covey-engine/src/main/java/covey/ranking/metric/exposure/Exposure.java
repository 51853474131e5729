package covey.ranking.metric.exposure;

import covey.data.column.Ints;
import covey.ranking.Discount;
import covey.ranking.metric.list.RankedItems;

/** How often the lists that were added show each item, and whose. Lists can be taken out again. */
public final class Exposure {
    private final int catalogue;
    private final Ints provider;
    private final double[] owned;
    private final int[] shown;
    private final double[] rooted;
    private final double[] exposed;
    private int lists;

    /**
     * @param items number of items
     * @param catalogue how many of them, the first, are in the catalogue
     * @param provider provider of each item, -1 for none
     * @param providers number of providers
     */
    public Exposure(int items, int catalogue, Ints provider, int providers) {
        this.catalogue = catalogue;
        this.provider = provider;
        this.shown = new int[items];
        this.rooted = new double[items];
        this.exposed = new double[providers];
        this.owned = new double[providers];
        for (int i = 0; i < catalogue; i++) {
            if (provider.at(i) >= 0) {
                owned[provider.at(i)]++;
            }
        }
    }

    /** Adds a list up to a rank. An empty list shows nothing and is none. */
    public void add(RankedItems list, int cutoff) {
        change(list, cutoff, 1);
    }

    /** Takes out a list that was added with the same cutoff. */
    public void remove(RankedItems list, int cutoff) {
        change(list, cutoff, -1);
    }

    private void change(RankedItems list, int cutoff, int by) {
        int length = list.within(cutoff);
        if (length == 0) {
            return;
        }
        lists += by;
        double root = by / Math.sqrt(length);
        for (int i = 0; i < length; i++) {
            int item = list.item(i);
            shown[item] += by;
            // what nobody shows any more is exactly nothing, whatever rounding left
            rooted[item] = shown[item] == 0 ? 0 : rooted[item] + root;
            if (provider.at(item) >= 0) {
                exposed[provider.at(item)] += by / Discount.LOG2.at(i + 1);
            }
        }
    }

    /** Lists that show something. */
    public int lists() {
        return lists;
    }

    /** Number of items, those of the catalogue first. */
    public int items() {
        return shown.length;
    }

    /** Items of the catalogue. */
    public int catalogue() {
        return catalogue;
    }

    /** Lists that show an item. */
    public int shown(int item) {
        return shown[item];
    }

    /** Sum over the lists that show an item of 1/√length. */
    double rooted(int item) {
        return rooted[item];
    }

    /** Times each item of the catalogue is shown; a copy. */
    double[] shownOfCatalogue() {
        return amounts(catalogue);
    }

    /** Times each item is shown; a copy. */
    double[] allShown() {
        return amounts(shown.length);
    }

    private double[] amounts(int n) {
        double[] amounts = new double[n];
        for (int i = 0; i < n; i++) {
            amounts[i] = shown[i];
        }
        return amounts;
    }

    /** Exposure of a provider: 1/log2(rank + 1) for each time an item of theirs is shown. */
    public double provider(int number) {
        return exposed[number];
    }

    /** Exposure of the providers with an item in the catalogue; a copy. */
    double[] providers() {
        return ofCatalogue(exposed);
    }

    /** Items in the catalogue of the same providers, in their order; a copy. */
    double[] itemsOfProviders() {
        return ofCatalogue(owned);
    }

    private double[] ofCatalogue(double[] amounts) {
        double[] kept = new double[amounts.length];
        int n = 0;
        for (int p = 0; p < amounts.length; p++) {
            if (owned[p] > 0) {
                kept[n++] = amounts[p];
            }
        }
        return java.util.Arrays.copyOf(kept, n);
    }
}
