package covey.ranking.protocol;

import covey.data.RankingRequirement;
import covey.data.RankingRequirement.SystemSource;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A system that has learnt from the period of the truth has seen the answers. */
final class TimeLeakage {
    static final String CHECK = "time_leakage";

    private TimeLeakage() {}

    static List<Diagnostic> check(RankingRequirement need) {
        List<Diagnostic> findings = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (SystemSource system : need.systems()) {
            if (system.trainingEnd().isEmpty()) {
                unknown.add(system.name());
            } else if (system.trainingEnd().get().isAfter(need.start())) {
                findings.add(Finding.of(
                        CHECK,
                        Severity.INVALIDATES,
                        system.name() + " has learnt until "
                                + system.trainingEnd().get() + ", and the truth begins at " + need.start()
                                + ": it has seen answers it is asked for",
                        "the model was trained after the period began",
                        "begin the period at the training_end of every system, or evaluate lists of an earlier training",
                        Map.of("system", system.name())));
            }
        }
        if (!unknown.isEmpty()) {
            findings.add(Finding.of(
                    CHECK,
                    Severity.NOTE,
                    "until when " + unknown.stream().collect(Collectors.joining(" and "))
                            + " learnt is not declared, so learning from the period of the truth is not ruled out",
                    "",
                    "write systems." + unknown.getFirst() + ".training_end",
                    Map.of()));
        }
        return findings.isEmpty()
                ? List.of(Finding.passed(CHECK, "every system stopped learning before the truth begins", Map.of()))
                : findings;
    }
}
