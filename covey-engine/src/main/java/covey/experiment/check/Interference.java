package covey.experiment.check;

import covey.experiment.spec.ExperimentSpec;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.List;

/** Which influence between units the design stands, in words: it follows from the design alone. */
public final class Interference implements Check {
    private static final String NAME = "interference";

    @Override
    public List<Diagnostic> run(CheckInput input) {
        return List.of(Finding.of(NAME, Severity.NOTE, of(input.spec())).diagnostic());
    }

    /** What the design of an experiment stands, and what not. */
    public static String of(ExperimentSpec spec) {
        return alone(spec) + layer(spec);
    }

    private static String alone(ExperimentSpec spec) {
        String unit = spec.study().unit();
        return switch (spec.design()) {
            case "data_diverted" ->
                "A data-diverted design stands models that learn from clicks, each from its own arm's. It does not stand "
                        + unit + "s who influence each other, nor items that both arms compete for.";
            case "co_diverted" ->
                "A co-diverted design stands models that learn from clicks and items that compete for attention, since"
                        + " each arm has its own of both. It does not stand " + unit + "s who influence each other.";
            case "holdout" ->
                "A holdout stands launches whose effects depend on each other, since it measures everything launched meanwhile"
                        + " together. It does not stand " + unit
                        + "s who influence each other: what the launches did to the holdout is missing from the"
                        + " difference.";
            default ->
                "Randomising by " + randomized(spec) + " stands whatever differs between " + randomized(spec)
                        + "s, which chance evens out. It does not stand " + unit
                        + "s who influence each other, sides of"
                        + " a market that share a budget, nor models trained on the clicks of all arms."
                        + (randomized(spec).equals(unit)
                                ? ""
                                : " A " + unit + " with " + randomized(spec)
                                        + "s in two arms is left out: the effect is" + " that on " + unit + "s whose "
                                        + randomized(spec) + "s agree.");
        };
    }

    /** What the layer of a study adds; empty without one. */
    private static String layer(ExperimentSpec spec) {
        String layer = spec.study().design().text("layer", "");
        return layer.isEmpty()
                ? ""
                : " Its slot of layer " + layer + " stands other studies of that layer, which have other "
                        + spec.study().unit() + "s; not " + spec.study().unit() + "s of theirs who influence these.";
    }

    private static String randomized(ExperimentSpec spec) {
        return spec.study().design().text("randomize.unit", spec.study().unit());
    }
}
