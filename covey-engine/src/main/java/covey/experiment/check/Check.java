package covey.experiment.check;

import covey.result.Diagnostic;
import java.util.List;

/** One question of trust about an experiment. */
interface Check {
    /** What was found; a check that was made and found nothing says so with severity PASS. */
    List<Diagnostic> run(CheckInput input);
}
