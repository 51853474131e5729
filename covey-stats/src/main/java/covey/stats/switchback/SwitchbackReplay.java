package covey.stats.switchback;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.compare.Contrast;
import covey.stats.compare.NonInferiority;
import covey.stats.compare.NonInferiority.Direction;
import covey.stats.distribution.StudentT;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import covey.stats.power.Claim;
import covey.stats.power.Prospect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * What a planned switchback will see, by running its schedule again and again on a history in which nothing was switched.
 *
 * <p>Each replay takes a stretch of the history as long as the plan, beginning at a random cycle, draws the arms of every
 * region and window as the design will, and computes the {@link SwitchbackContrast} of the plan's order. Since nobody was
 * treated, the spread of the estimates is their standard error, with whatever memory the windows have and with the
 * windows lost to carry-over. An effect δ that is on in every stable window of the treatment moves the estimate by
 * exactly δ and leaves its variance, so that {@code power(δ)} is the share of replays in which the test of {@code
 * D_r + δ} rejects towards the effect; with equal shares {@code −D_r} counts as well, the same schedule with arms swapped.
 *
 * <p>A history shorter than the plan is replayed whole and its variances are divided by plan over history, windows being
 * the source of information. Assumes that the weeks to come vary as those of the history did and that effects add.
 * Replays too short of stable windows or of blocks for the estimator count as shown by none. Monte-Carlo errors: of a
 * power P {@code √(P(1 − P)/R)} at most, of the standard error {@code 1/√(2(R − 1))} of it.
 *
 * <p>Throws {@code TOO_FEW_UNITS} when fewer than half the replays can be estimated or the history is empty. Cost: R fits.
 */
public final class SwitchbackReplay implements Prospect {
    private static final double FEWEST_SOUND = 0.5;

    private final List<Contrast> replays;
    private final Draws draws;
    private final double information;
    private final double standardError;
    private final double baseline;
    private final Map<Double, double[]> criticals = new ConcurrentHashMap<>();

    /**
     * What became of the draws.
     *
     * @param all number of draws
     * @param impossible those without two stable windows of either arm
     * @param cells regions by windows of one replay
     * @param share share of the treatment among its windows and those of control
     */
    private record Draws(int all, int impossible, int cells, double share) {
        boolean even() {
            return Math.abs(share - 0.5) < 1e-9;
        }
    }

    private SwitchbackReplay(List<Contrast> replays, Draws draws, double information) {
        this.replays = List.copyOf(replays);
        this.draws = draws;
        this.information = information;
        MomentAccumulator seen = new MomentAccumulator(2);
        replays.forEach(c -> seen.add(new double[] {c.difference(), c.baseline()}));
        Moments moments = seen.moments();
        this.standardError = Math.sqrt(moments.variance(0));
        this.baseline = moments.mean(1);
    }

    /**
     * Replays a schedule.
     *
     * @param history cells of the history; their arms are not read
     * @param schedule what is planned
     * @param number replays, at least 20
     * @param random source of arms and stretches
     */
    public static SwitchbackReplay of(
            List<SwitchbackCell> history, SwitchbackSchedule schedule, int number, RandomGenerator random) {
        if (number < 20) {
            throw new IllegalArgumentException("a replay needs at least 20 draws, not " + number);
        }
        int seen = history.stream().mapToInt(c -> c.window() + 1).max().orElse(0);
        int length = Math.min(seen, schedule.windows());
        int starts = (seen - length) / schedule.cycle() + 1;
        List<Contrast> replays = new ArrayList<>();
        int impossible = 0;
        int cells = 0;
        for (int r = 0; r < number; r++) {
            List<SwitchbackCell> drawn =
                    drawn(history, random.nextInt(starts) * schedule.cycle(), length, schedule, random);
            SwitchbackContrast contrast = new SwitchbackContrast(drawn, schedule.cycle(), 0, 1);
            Optional<Contrast> one = contrast(contrast, schedule.order());
            one.ifPresent(replays::add);
            cells = Math.max(cells, drawn.size());
            impossible += one.isEmpty() && impossible(contrast, drawn, schedule.order()) ? 1 : 0;
        }
        double share = schedule.treatment() / (schedule.control() + schedule.treatment());
        Draws draws = new Draws(number, impossible, cells, share);
        if (replays.size() < FEWEST_SOUND * number) {
            throw tooFew(draws, number - replays.size(), length, schedule.order());
        }
        return new SwitchbackReplay(replays, draws, schedule.windows() / (double) length);
    }

    private static DegenerateDataException tooFew(Draws draws, int lost, int windows, int order) {
        double smallest = smallestPValue(draws);
        return new DegenerateDataException(
                Reason.TOO_FEW_UNITS,
                lost + " of " + draws.all() + " schedules drawn over " + draws.cells() + " regions by windows, "
                        + windows + " windows long, have too few stable windows or blocks when an effect may last "
                        + order + " more"
                        + (smallest > 0.01
                                ? "; no outcome could have a randomisation p below " + shown(smallest)
                                : ""));
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.2g", value);
    }

    private static List<SwitchbackCell> drawn(
            List<SwitchbackCell> history, int from, int length, SwitchbackSchedule schedule, RandomGenerator random) {
        List<SwitchbackCell> cells = new ArrayList<>();
        for (SwitchbackCell cell : history) {
            if (cell.window() >= from && cell.window() < from + length) {
                double u = random.nextDouble();
                int arm = u < schedule.control() ? 0 : u < schedule.control() + schedule.treatment() ? 1 : 2;
                cells.add(new SwitchbackCell(cell.region(), cell.window() - from, arm, cell.value(), cell.weight()));
            }
        }
        return cells;
    }

    private static Optional<Contrast> contrast(SwitchbackContrast contrast, int order) {
        try {
            return Optional.of(contrast.of(order));
        } catch (DegenerateDataException e) {
            return Optional.empty();
        }
    }

    private static boolean impossible(SwitchbackContrast contrast, List<SwitchbackCell> cells, int order) {
        try {
            contrast.estimate(cells.stream().mapToInt(SwitchbackCell::arm).toArray(), order);
            return false;
        } catch (DegenerateDataException e) {
            return true;
        }
    }

    /** Replays that could be estimated. */
    public int replays() {
        return replays.size();
    }

    /** Regions by windows of one replay. */
    public int cells() {
        return draws.cells();
    }

    /** The p-value of every replay that could be estimated: uniform where the analysis errs as often as it says. */
    public List<Double> pValues() {
        return replays.stream().map(Contrast::pValue).toList();
    }

    /** Share of the draws that the estimator refuses. */
    public double refused() {
        return (draws.all() - replays.size()) / (double) draws.all();
    }

    /**
     * Smallest p that {@link SwitchbackRandomizationTest} could give: the share of schedules that allow no estimate, which
     * count as large as any, and one schedule with its mirror.
     */
    public double smallestPValue() {
        return smallestPValue(draws);
    }

    private static double smallestPValue(Draws draws) {
        double typical = Math.sqrt(draws.share() * (1 - draws.share()));
        return draws.impossible() / (double) draws.all() + 2 * Math.pow(typical, draws.cells());
    }

    /** Standard error of an estimate, as it spreads over replays. */
    @Override
    public double standardError() {
        return standardError / Math.sqrt(information);
    }

    /** Monte-Carlo error of {@link #standardError}. */
    public double standardErrorError() {
        return standardError() / Math.sqrt(2 * (replays.size() - 1.0));
    }

    @Override
    public double baseline() {
        return baseline;
    }

    /** Degrees of freedom of a typical replay. */
    public double df() {
        return replays.stream().mapToDouble(c -> df(c)).average().orElseThrow();
    }

    /** Share of all draws in which the two-sided test rejects although no arm differs. */
    public double falseAlarms(double alpha) {
        double[] critical = critical(alpha / 2);
        int alarms = 0;
        for (int r = 0; r < critical.length; r++) {
            alarms += Math.abs(replays.get(r).statistic()) > critical[r] ? 1 : 0;
        }
        return alarms / (double) draws.all();
    }

    @Override
    public double power(Claim claim, double effect) {
        double[] critical = critical(claim.tail());
        Direction towards = claim.kind() == Claim.Kind.DIFFERENCE
                ? effect < 0 ? Direction.DECREASE : Direction.INCREASE
                : claim.preferred();
        double shown = 0;
        for (int r = 0; r < critical.length; r++) {
            shown += shown(claim, towards, scaled(replays.get(r), 1, effect), critical[r]);
            shown += draws.even() ? shown(claim, towards, scaled(replays.get(r), -1, effect), critical[r]) : 0;
        }
        return shown / (draws.even() ? 2.0 * draws.all() : draws.all());
    }

    private static int shown(Claim claim, Direction towards, Contrast contrast, double critical) {
        return new NonInferiority(contrast, claim.margin(), claim.scale(), towards).statistic() > critical ? 1 : 0;
    }

    /** A replay with more information; its error, in the direction of the sign, around the effect. */
    private Contrast scaled(Contrast replay, int sign, double effect) {
        return new Contrast(
                effect + sign * replay.difference() / Math.sqrt(information),
                replay.variance() / information,
                df(replay),
                replay.baseline(),
                replay.baselineVariance() / information,
                sign * replay.covariance() / information);
    }

    private double df(Contrast replay) {
        return Math.max(1, (replay.df() + 1) * information - 1);
    }

    private double[] critical(double tail) {
        return criticals.computeIfAbsent(
                tail,
                a -> replays.stream()
                        .mapToDouble(c -> -StudentT.quantile(a, df(c)))
                        .toArray());
    }

    @Override
    public SwitchbackReplay times(double more) {
        return new SwitchbackReplay(replays, draws, information * more);
    }
}
