package covey.experiment.plan;

import covey.result.Scale;
import covey.stats.power.Outcome;
import covey.stats.power.Split;
import java.util.List;

/** How one metric is randomised between an arm and its reference: what the randomised things are, and how they vary. */
public interface Arrangement {
    /**
     * The metric per randomised thing.
     *
     * @param unit the metric per unit after as many weeks, its covariates explained
     * @param reached how far the experiment is then
     */
    Outcome outcome(Outcome unit, Reached reached);

    /** Shares of the randomised things, with the degrees of freedom they bring. */
    Split split();

    /** Randomised things among so many units. */
    double count(double entered);

    /** What is randomised. */
    Things things();

    /** Numbers that are peculiar to the design. */
    List<Figure> figures(Reached reached);

    /**
     * How far an experiment is.
     *
     * @param week the week of the history that stands for it, from 1 on
     * @param entered units that have entered
     */
    record Reached(int week, double entered) {}

    /**
     * What is randomised, and how much of it is needed.
     *
     * @param one name of one, such as {@code cluster}
     * @param required name of the row that counts what is needed
     * @param each how many are counted as one in that row
     */
    record Things(String one, String required, int each) {
        /** Units. */
        public static final Things UNITS = new Things("unit", "required_units", 1);
    }

    /**
     * A number that is peculiar to a design.
     *
     * @param name name of the row
     * @param scale its scale
     * @param value its value
     * @param unit its unit
     */
    record Figure(String name, Scale scale, double value, String unit) {}
}
