package covey.clustering.recall;

import java.util.Arrays;

/** How popular each known item is in each cluster. */
final class Popularity {
    private final int[] first;
    private final int[] items;
    private final double[] values;
    private final double[] sorted;

    private Popularity(int[] first, int[] items, double[] values) {
        this.first = first;
        this.items = items;
        this.values = values;
        this.sorted = values.clone();
        for (int c = 0; c + 1 < first.length; c++) {
            Arrays.sort(sorted, first[c], first[c + 1]);
        }
    }

    static Popularity of(Engagements engagements, Assignment assignment) {
        int[] start = new int[assignment.count() + 1];
        for (int cluster : assignment.clusters()) {
            start[cluster + 1]++;
        }
        Arrays.parallelPrefix(start, Integer::sum);
        int[] members = new int[assignment.clusters().length];
        double[] weights = new double[members.length];
        int[] at = start.clone();
        for (int e = 0; e < assignment.entities(); e++) {
            for (int row = assignment.from()[e]; row < assignment.from()[e + 1]; row++) {
                int place = at[assignment.clusters()[row]]++;
                members[place] = e;
                weights[place] = assignment.weights()[row];
            }
        }
        return new Filling(engagements, assignment.count()).of(start, members, weights);
    }

    /** Items of one cluster after the other, through a dense row of sums. */
    private static final class Filling {
        private final Engagements engagements;
        private final double[] sums;
        private final int[] first;
        private int[] items = new int[1024];
        private double[] values = new double[1024];
        private int size;

        Filling(Engagements engagements, int clusters) {
            this.engagements = engagements;
            this.sums = new double[engagements.items()];
            this.first = new int[clusters + 1];
        }

        Popularity of(int[] start, int[] members, double[] weights) {
            for (int c = 0; c + 1 < start.length; c++) {
                int begin = size;
                for (int m = start[c]; m < start[c + 1]; m++) {
                    add(members[m], weights[m]);
                }
                Arrays.sort(items, begin, size);
                for (int i = begin; i < size; i++) {
                    values[i] = sums[items[i]];
                    sums[items[i]] = 0;
                }
                first[c + 1] = size;
            }
            return new Popularity(first, Arrays.copyOf(items, size), Arrays.copyOf(values, size));
        }

        private void add(int entity, double weight) {
            for (int s = 0; s < engagements.known(entity); s++) {
                int item = engagements.knownItem(entity, s);
                if (sums[item] == 0) {
                    if (size == items.length) {
                        items = Arrays.copyOf(items, 2 * size);
                        values = Arrays.copyOf(values, 2 * size);
                    }
                    items[size++] = item;
                }
                sums[item] += weight;
            }
        }
    }

    /** First place of a cluster's items; that of the cluster behind the last is their end. */
    int first(int cluster) {
        return first[cluster];
    }

    int item(int place) {
        return items[place];
    }

    double value(int place) {
        return values[place];
    }

    /** Popularity of an item in a cluster; 0 when nobody there knows it. */
    double of(int cluster, int item) {
        int place = Arrays.binarySearch(items, first[cluster], first[cluster + 1], item);
        return place < 0 ? 0 : values[place];
    }

    /** Number of the cluster's items that are more popular. */
    int above(int cluster, double value) {
        return first[cluster + 1] - bound(cluster, Math.nextUp(value));
    }

    /** Number of the cluster's items that are as popular or more. */
    int from(int cluster, double value) {
        return first[cluster + 1] - bound(cluster, value);
    }

    /** First place in the order of popularity that is not below a value. */
    private int bound(int cluster, double value) {
        int low = first[cluster];
        int high = first[cluster + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
