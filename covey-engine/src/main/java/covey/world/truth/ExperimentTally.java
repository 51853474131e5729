package covey.world.truth;

import covey.world.planted.Design;
import covey.world.planted.Detail;
import covey.world.planted.Lever;
import covey.world.planted.Member;
import covey.world.planted.PlantedEffect;
import covey.world.planted.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Adds up what one experiment truly does: its users played under both arms. */
public final class ExperimentTally {
    final Sums all = new Sums();
    final List<Sums> communities;
    final List<Sums> days;
    final CappedTotals revenue = new CappedTotals();
    private final PlantedEffect effect;
    private final boolean movesClicks;
    private final boolean movesAmounts;
    private final BothOutcomes outcomes;
    private long entry;
    private boolean treated;
    private boolean open;
    private long missingAmounts;

    /**
     * Starts with nothing.
     *
     * @param effect what is planted
     * @param communityCount how many communities there are
     */
    public ExperimentTally(PlantedEffect effect, int communityCount) {
        this.effect = effect;
        movesClicks = effect.levers().contains(Lever.CLICK);
        movesAmounts = effect.levers().contains(Lever.AMOUNT);
        communities = effect.detail() == Detail.BY_COMMUNITY ? several(communityCount) : List.of();
        days = effect.detail() == Detail.BY_DAY ? several(Timeline.EXPERIMENT_DAYS) : List.of();
        outcomes = new BothOutcomes(days.size());
    }

    private static List<Sums> several(int count) {
        return new ArrayList<>(
                IntStream.range(0, count).mapToObj(i -> new Sums()).toList());
    }

    /** Starts a user who is analysed and sees control. */
    public void beginControl(long entryAt) {
        begin(entryAt);
        treated = false;
    }

    /** Starts a user who is analysed and sees the treatment. */
    public void beginTreated(long entryAt) {
        begin(entryAt);
        treated = true;
    }

    private void begin(long entryAt) {
        entry = entryAt;
        open = true;
        outcomes.reset();
    }

    /** Factor on a lever for the current user, were they treated. */
    private double factor(Lever lever, Member member, long at) {
        return effect.multiplier(lever, member, (int) ((at - entry) / Timeline.DAY));
    }

    /** What is planted. */
    public PlantedEffect effect() {
        return effect;
    }

    /** Whether the experiment moves a lever. */
    public boolean moves(Lever lever) {
        return lever == Lever.CLICK ? movesClicks : movesAmounts;
    }

    private boolean inPeriod(long at) {
        return open && at >= entry && at < Timeline.END;
    }

    /** Rows that are the same under both arms. */
    public void session(long startedAt) {
        if (inPeriod(startedAt)) {
            outcomes.addSame(Quantity.SESSIONS, 1);
        }
    }

    /** A shown item, with the probability of a click as it was played (all experiments' effects in it). */
    public void impression(Member member, Response response) {
        long at = response.shownAt();
        if (!inPeriod(at)) {
            return;
        }
        outcomes.addSame(Quantity.IMPRESSIONS, response.rows());
        double factor = movesClicks ? factor(Lever.CLICK, member, at) : 1;
        double ifControl = treated ? response.probability() / factor : response.probability();
        double ifTreated = treated ? response.probability() : response.probability() * factor;
        int day = (int) ((at - entry) / Timeline.DAY);
        click(BothOutcomes.CONTROL, response, ifControl, day);
        click(BothOutcomes.TREATED, response, ifTreated, day);
    }

    private void click(int row, Response response, double probability, int day) {
        boolean clicked = response.uniform() < probability;
        outcomes.addClicks(row, day, clicked ? response.rows() : 0);
        outcomes.add(row, Quantity.LIKES, clicked && response.likesIfClicked() ? response.rows() : 0);
        double seconds = clicked ? response.secondsIfClicked() : response.secondsIfNot();
        outcomes.add(row, Quantity.DWELL_SECONDS, response.rows() * seconds);
        int expected = row + BothOutcomes.EXPECTED_CONTROL;
        outcomes.addClicks(expected, day, response.rows() * probability);
        outcomes.add(expected, Quantity.LIKES, response.rows() * probability * Response.LIKE_SHARE);
        outcomes.add(expected, Quantity.DWELL_SECONDS, response.rows() * Response.expectedSeconds(probability));
    }

    /** A purchase with a number as amount: before any effect of this experiment, and its expectation. */
    public void purchase(Member member, Spending spending) {
        long at = spending.boughtAt();
        if (!open || at < entry) {
            return;
        }
        double factor = movesAmounts ? factor(Lever.AMOUNT, member, at) : 1;
        double others = treated ? spending.factor() / factor : spending.factor();
        double[] values = {
            spending.cents(others),
            spending.cents(others * factor),
            spending.expected() * others,
            spending.expected() * others * factor
        };
        for (int row = 0; row < BothOutcomes.ROWS; row++) {
            if (at < Timeline.END) {
                outcomes.add(row, Quantity.REVENUE, values[row]);
            }
            if (at < entry + 14 * Timeline.DAY) {
                outcomes.add(row, Quantity.REVENUE_14D, values[row]);
            }
        }
    }

    /** A purchase whose amount is missing or not a number. */
    public void missingAmount(long at) {
        if (inPeriod(at)) {
            missingAmounts++;
        }
    }

    /** Ends the current user. */
    public void commit(int community) {
        if (!open) {
            return;
        }
        open = false;
        all.add(outcomes.sums, treated);
        if (!communities.isEmpty()) {
            communities.get(community).add(outcomes.sums, treated);
        }
        int wholeDays = (int) Math.min(days.size(), (Timeline.END - entry) / Timeline.DAY);
        for (int day = 0; day < wholeDays; day++) {
            days.get(day).add(ofDay(day), treated);
        }
        double[][] sums = outcomes.sums;
        int quantity = Quantity.REVENUE.column;
        if (movesAmounts) {
            revenue.add(sums[BothOutcomes.CONTROL][quantity], sums[BothOutcomes.TREATED][quantity], treated);
        }
    }

    private double[][] ofDay(int day) {
        double[][] values = new double[BothOutcomes.ROWS][Quantity.COUNT];
        for (int row = 0; row < BothOutcomes.ROWS; row++) {
            values[row][Quantity.CLICKS.column] = outcomes.clicksByDay[row][day];
        }
        return values;
    }

    /**
     * What the truth file says of the experiment.
     *
     * @param communities names of communities in the order of their numbers
     * @param defects defects of its exposures
     */
    public Truth.Experiment truth(List<String> communities, List<Truth.Defect> defects) {
        Design design = effect.design();
        List<Truth.Arm> arms = List.of(
                new Truth.Arm(design.control(), 1 - design.treatmentShare(), all.units(0)),
                new Truth.Arm(design.treatment(), design.treatmentShare(), all.units(1)));
        List<Truth.Defect> found = new ArrayList<>(defects);
        if (movesAmounts) {
            found.add(new Truth.Defect(
                    "amount_without_number",
                    missingAmounts,
                    "purchases of its users in [entry, end) whose amount is NULL or NaN; the truth leaves"
                            + " these rows out"));
        }
        return new Truth.Experiment(design.name(), effect.summary(), arms, TrueEffects.of(this, communities), found);
    }
}
