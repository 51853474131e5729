package covey.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import covey.method.Findings;
import covey.method.Working;
import covey.result.Coverage;
import covey.result.Diagnostic;
import covey.result.Estimate;
import java.util.List;
import java.util.Set;

/** What every design shows at a look before its end. */
public final class InterimLook {
    private static final Set<String> AT_THE_STOP = Set.of("stopped", "bias_adjusted");

    private InterimLook() {}

    /** Every effect is judged at the look: no interval or p-value of a single look, in no analysis. */
    public static void judged(Findings findings, int comparisons) {
        List<Diagnostic> standings = findings.diagnostics().stream()
                .filter(d -> d.check().equals("monitoring"))
                .toList();
        assertThat(standings)
                .hasSize(comparisons)
                .allSatisfy(d -> assertThat(d.values())
                        .containsEntry("last", "INTERIM")
                        .containsEntry("method", "group_sequential"));
        assertThat(findings.diagnostics()).anySatisfy(d -> {
            assertThat(d.check()).isEqualTo("looks");
            assertThat(d.message()).contains("more units than one look at the end");
        });
        findings.outcomes().stream()
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .filter(e -> !e.estimand().reference().isEmpty())
                .filter(e -> !AT_THE_STOP.contains(e.estimand().analysis()))
                .forEach(e -> {
                    e.interval()
                            .ifPresent(i -> assertThat(i.coverage())
                                    .as(e.estimand().toString())
                                    .isNotEqualTo(Coverage.POINTWISE));
                    e.test()
                            .ifPresent(t -> assertThat(t.name())
                                    .as(e.estimand().toString())
                                    .contains("look 1"));
                });
    }

    /** The workings say how the look is judged, and nothing of a single one. */
    public static void explained(List<Working> steps) {
        assertThat(steps)
                .filteredOn(w -> !w.title().startsWith("Looks"))
                .allSatisfy(w -> assertThat(w.body()).doesNotContainPattern("interval: .*\\[|, p = "));
        assertThat(steps)
                .filteredOn(w -> w.title().startsWith("Looks"))
                .singleElement()
                .satisfies(w -> assertThat(w.body()).contains("bound today", "spent so far"));
    }
}
