package covey.cli;

import covey.result.StudyResult;

/** What makes {@code run} exit with 1. */
enum FailOn {
    /** A trust check blocks the verdict. */
    invalid,
    /** Harm to a guardrail is shown. */
    guardrail;

    /** Whether the result is that. */
    boolean holds(StudyResult result) {
        return switch (this) {
            case invalid -> result.invalidated();
            case guardrail -> Rendering.guardrailHarmed(result);
        };
    }
}
