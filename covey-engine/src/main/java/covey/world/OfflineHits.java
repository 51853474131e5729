package covey.world;

import covey.world.truth.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is true of two offline rankers. Precision: expected hits in the first {@value #CUTOFF} ranks, per {@value #CUTOFF}
 * and per expected user with any engagement; as drawn, the same of the engagements that were. Coverage: different items
 * in the first {@value #CUTOFF} ranks of the users who engaged, per item of the catalogue, as counted.
 */
final class OfflineHits {
    static final String PRECISION = "P@10";
    static final String COVERAGE = "catalogue_coverage@10";
    static final int CUTOFF = 10;

    private final Sums whole = new Sums();
    private final List<Sums> communities =
            Population.COMMUNITIES.stream().map(_ -> new Sums()).toList();
    private final boolean[][] shown;

    OfflineHits(int items) {
        shown = new boolean[2][items];
    }

    /** Sums over users. */
    private static final class Sums {
        private final double[] expected = new double[2];
        private final double[] drawn = new double[2];
        private double expectedUsers;
        private long users;

        Truth.Effect absolute(Optional<String> segment) {
            return effect(
                    PRECISION,
                    Truth.Scale.ABSOLUTE,
                    (expected[1] - expected[0]) / (CUTOFF * expectedUsers),
                    (drawn[1] - drawn[0]) / (CUTOFF * users),
                    segment);
        }

        Truth.Effect relative() {
            return effect(
                    PRECISION,
                    Truth.Scale.RELATIVE,
                    expected[1] / expected[0] - 1,
                    drawn[1] / drawn[0] - 1,
                    Optional.empty());
        }
    }

    /** One user, whose lists are then told item by item. */
    final class User {
        private final List<Sums> sums;
        private final boolean engaged;

        private User(List<Sums> sums, boolean engaged) {
            this.sums = sums;
            this.engaged = engaged;
        }

        /**
         * An item of a list.
         *
         * @param rank from 1
         * @param hit whether the user engaged with it
         * @param mean expected number of engagements with it, repeats counted
         */
        void listed(int system, int item, int rank, boolean hit, double mean) {
            if (rank > CUTOFF) {
                return;
            }
            for (Sums of : sums) {
                of.expected[system] += -Math.expm1(-mean);
                of.drawn[system] += hit ? 1 : 0;
            }
            shown[system][item] |= engaged;
        }
    }

    /** Begins with a user of a community who has a mean number of engagements, and had one or none. */
    User user(int community, double mean, boolean engaged) {
        List<Sums> sums = List.of(whole, communities.get(community));
        for (Sums of : sums) {
            of.expectedUsers += -Math.expm1(-mean);
            of.users += engaged ? 1 : 0;
        }
        return new User(sums, engaged);
    }

    /** Users who engaged with anything. */
    long users() {
        return whole.users;
    }

    /** Candidate less current. */
    List<Truth.Effect> effects() {
        List<Truth.Effect> effects = new ArrayList<>();
        effects.add(whole.absolute(Optional.empty()));
        effects.add(whole.relative());
        double baseline = coverage(0);
        double lost = coverage(1) - baseline;
        effects.add(effect(COVERAGE, Truth.Scale.ABSOLUTE, lost, lost, Optional.empty()));
        effects.add(effect(COVERAGE, Truth.Scale.RELATIVE, lost / baseline, lost / baseline, Optional.empty()));
        for (int c = 0; c < communities.size(); c++) {
            if (communities.get(c).users > 0) {
                effects.add(communities.get(c).absolute(Optional.of(Population.COMMUNITIES.get(c))));
            }
        }
        return effects;
    }

    private double coverage(int system) {
        int count = 0;
        for (boolean seen : shown[system]) {
            count += seen ? 1 : 0;
        }
        return (double) count / shown[system].length;
    }

    private static Truth.Effect effect(
            String metric, Truth.Scale scale, double value, double drawn, Optional<String> segment) {
        return new Truth.Effect(metric, scale, value, drawn, OptionalDouble.empty(), segment, OptionalInt.empty());
    }
}
