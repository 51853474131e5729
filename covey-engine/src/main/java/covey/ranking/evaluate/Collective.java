package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.data.RankingData.Codes;
import covey.data.RankingData.Lists;
import covey.ranking.metric.exposure.Exposure;
import covey.ranking.metric.exposure.ExposureMetric;
import covey.ranking.metric.exposure.GroupGap;
import covey.ranking.metric.list.RankedItems;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.List;

/** A number of all counted queries together that queries can be taken out of and put back into. */
interface Collective {
    /** Takes out (−1) or puts in (1) the counted query of a number. */
    void change(int counted, int by);

    /** The number of the queries that are in. */
    double value();

    /** What the lists show together, each cut to its equal length. */
    final class Shown implements Collective {
        private final RankingData data;
        private final Lists lists;
        private final int[] counted;
        private final int[] equal;
        private final ExposureMetric metric;
        private final Exposure exposure;
        private final RankedItems list = new RankedItems();

        /**
         * @param equal length of each counted query's shortest list over the systems
         */
        Shown(RankingData data, Lists lists, int[] counted, int[] equal, ExposureMetric metric) {
            this.data = data;
            this.lists = lists;
            this.counted = counted;
            this.equal = equal;
            this.metric = metric;
            this.exposure = new Exposure(
                    data.items().size(),
                    data.items().catalogue(),
                    data.items().provider().codes(),
                    data.items().provider().values().size());
        }

        @Override
        public void change(int c, int by) {
            int cutoff = Math.min(metric.cutoff(), equal[c]);
            if (cutoff > 0) {
                ListedItems.read(data, lists, counted[c], cutoff, list);
                if (by > 0) {
                    exposure.add(list, cutoff);
                } else {
                    exposure.remove(list, cutoff);
                }
            }
        }

        @Override
        public double value() {
            if (exposure.lists() < 2) {
                throw new DegenerateDataException(
                        Reason.TOO_FEW_UNITS,
                        "there are " + exposure.lists() + " queries that every system has a list for");
            }
            return metric.of(exposure);
        }
    }

    /** The gap between groups of queries. */
    final class Gap implements Collective {
        private final Codes groups;
        private final int[] counted;
        private final double[] values;
        private final boolean[] kept;
        private final double[] sums;
        private final int[] queries;

        Gap(RankingData data, Lists lists, int[] counted, Codes groups, GroupGap gap) {
            this.groups = groups;
            this.counted = counted;
            this.values = QueryValues.of(data, lists, counted, List.of(gap.metric()))[0];
            int n = groups.values().size();
            this.sums = new double[n];
            this.queries = new int[n];
            this.kept = kept(n);
        }

        private boolean[] kept(int n) {
            int[] sizes = new int[n];
            for (int query : counted) {
                if (groups.codes().at(query) >= 0) {
                    sizes[groups.codes().at(query)]++;
                }
            }
            boolean[] large = new boolean[n];
            int left = 0;
            for (int g = 0; g < n; g++) {
                large[g] =
                        sizes[g] >= GroupGap.FEWEST && !groups.values().get(g).equals("(missing)");
                left += large[g] ? 1 : 0;
            }
            if (left < 2) {
                throw new DegenerateDataException(
                        Reason.TOO_FEW_UNITS,
                        left + " groups by " + groups.name() + " have " + GroupGap.FEWEST + " queries or more");
            }
            return large;
        }

        @Override
        public void change(int c, int by) {
            int group = groups.codes().at(counted[c]);
            if (group >= 0 && kept[group]) {
                sums[group] += by * values[c];
                queries[group] += by;
            }
        }

        @Override
        public double value() {
            return GroupGap.gap(sums, queries);
        }
    }
}
