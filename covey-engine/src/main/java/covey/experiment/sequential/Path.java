package covey.experiment.sequential;

import covey.stats.sequential.GroupSequentialDesign.Last;
import covey.stats.sequential.InterimEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One hypothesis as it was seen look by look, the latest look included.
 *
 * <p>Looks depend on one another through information, 1 / variance. An outcome that accumulates with exposure, such as
 * clicks to date, is estimated on a scale that grows, and 1 / variance may even fall: its score is n times the estimate.
 * So information grows from look to look by the larger of the two ratios, {@code I_k / I_{k-1}} and {@code (n_k SE_k)^2 /
 * (n_{k-1} SE_{k-1})^2}, which are equal when the variance of a unit stays. Assuming more growth than there was lowers the
 * correlation of looks and raises the bounds, by Slepian's inequality: the error holds.
 *
 * @param points looks in order of time, at least one
 * @param last whether the latest look ends the experiment
 * @param plannedUnits units the sequences are tuned at, positive
 */
public record Path(List<Point> points, Last last, double plannedUnits) {
    public Path {
        points = List.copyOf(points);
        if (points.isEmpty() || !(plannedUnits > 0)) {
            throw new IllegalArgumentException(
                    "a path needs a look and planned units, got " + points + ", " + plannedUnits);
        }
    }

    /**
     * One look.
     *
     * @param at when, ISO-8601 UTC, or another name of the look
     * @param estimate difference to control
     * @param standardError its standard error, positive
     * @param z its test as a standard normal deviate
     * @param units units of both arms
     * @param clock share of the plan that had passed, above 0
     * @param planned information on the scale of the plan, where an unblinded look has changed the length; see {@link
     *     TwoStages}
     */
    public record Point(
            String at,
            double estimate,
            double standardError,
            double z,
            double units,
            double clock,
            OptionalDouble planned) {
        /** A look at an experiment whose length no effect decided. */
        public Point(String at, double estimate, double standardError, double z, double units, double clock) {
            this(at, estimate, standardError, z, units, clock, OptionalDouble.empty());
        }

        /** 1 / variance, or what stands for it on the scale of the plan. */
        public double information() {
            return planned.orElse(1 / (standardError * standardError));
        }

        /** Units that bring, at this look's variance of a unit, the information of so many with another standard error. */
        double unitsAt(double otherUnits, double otherError) {
            return units * growthTo(new Point("", 0, otherError, 0, otherUnits, 1));
        }

        private double growthTo(Point later) {
            double ratio = later.information() / information();
            return later.planned.isPresent() ? ratio : Math.max(ratio, later.score() / score());
        }

        private double score() {
            double spread = units * standardError;
            return spread * spread;
        }
    }

    /** The latest look. */
    public Point latest() {
        return points.getLast();
    }

    /** Whether its one look is the end: then nothing was looked at before. */
    public boolean single() {
        return size() == 1 && last == Last.FINAL;
    }

    /** Number of looks. */
    public int size() {
        return points.size();
    }

    /** The path as it was at look k, counted from 1. */
    public Path until(int k) {
        return k == size() ? this : new Path(points.subList(0, k), Last.INTERIM, plannedUnits);
    }

    /** The path whose crossed look k, counted from 1, is deleted: the latest data take its place as the last. */
    public Path overrun(int k) {
        List<Point> kept = new ArrayList<>(points.subList(0, k - 1));
        kept.add(latest());
        return new Path(kept, Last.FINAL, plannedUnits);
    }

    /**
     * The path with one more look at the end of the plan, at the pace of the latest: information grows to it by 1 / clock
     * from what it was taken for, which 1 / variance may have fallen below.
     */
    Path toEnd() {
        Point now = latest();
        List<Point> all = new ArrayList<>(points);
        all.add(new Point(
                "end",
                now.estimate(),
                now.standardError() * Math.sqrt(now.clock()),
                now.z(),
                now.units() / now.clock(),
                1,
                now.planned().isPresent()
                        ? OptionalDouble.of(now.information() / now.clock())
                        : OptionalDouble.empty()));
        return new Path(all, Last.FINAL, plannedUnits);
    }

    /** Information the plan ends at: that of the first look times planned units over its units. */
    double plannedInformation() {
        Point first = points.getFirst();
        return first.information() * plannedUnits / first.units();
    }

    /** Information of the looks, not falling, from that of the first. */
    double[] information() {
        double[] all = new double[points.size()];
        all[0] = points.getFirst().information();
        for (int k = 1; k < all.length; k++) {
            all[k] = all[k - 1] * Math.max(1, points.get(k - 1).growthTo(points.get(k)));
        }
        return all;
    }

    /**
     * What a sequence reads of look k, counted from 0: the deviate of its test (Student's t made normal), at the
     * information that the looks have grown to, and as many units as bring it at the variance of the first look.
     */
    InterimEstimate interim(int k, double z) {
        double[] information = information();
        double error = 1 / Math.sqrt(information[k]);
        return new InterimEstimate(z * error, error, points.getFirst().units() * information[k] / information[0]);
    }

    double[] clock() {
        return points.stream().mapToDouble(Point::clock).toArray();
    }
}
