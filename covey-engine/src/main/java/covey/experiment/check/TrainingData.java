package covey.experiment.check;

import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.List;

/**
 * Whether arms that learn have learnt from each other: a model trained on the clicks of all arms profits from what the
 * other arm found out, so that the arms differ by less than the treatment is worth, or with the wrong sign (symbiosis bias,
 * arXiv 2309.07107). No number tells; the design does.
 */
final class TrainingData implements Check {
    private static final String NAME = "training_data";

    @Override
    public List<Diagnostic> run(CheckInput input) {
        return switch (input.spec().training()) {
            case "shared" ->
                List.of(Finding.of(
                                NAME,
                                Severity.WARNING,
                                "the arms' models were trained on each other's clicks: what one arm finds out changes the"
                                        + " other, and the difference of the arms is not the effect of launching.")
                        .advice("give every arm a model trained on its own clicks: design.training_data: diverted")
                        .diagnostic());
            case "diverted", "co_diverted" ->
                List.of(Finding.of(
                                NAME,
                                Severity.NOTE,
                                "every arm's model was trained on the clicks of its own arm"
                                        + (input.spec().training().equals("co_diverted")
                                                ? " and its own share of the items"
                                                : "")
                                        + ": the effect is that at the arm's share of the training data, not at all of"
                                        + " it.")
                        .diagnostic());
            default -> List.of();
        };
    }
}
