package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Tone;
import covey.report.narrative.Checks;
import covey.report.narrative.Words;
import covey.report.scorecard.Scorecard;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The trust checks in full: what was found, the likeliest causes, what to do; passes in one line. Those that
 * invalidate stand in full at the top of the scorecard, and here by name.
 */
public final class DiagnosticsSection implements Section {
    @Override
    public String id() {
        return "diagnostics";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        List<Diagnostic> all = scorecard.result().diagnostics();
        if (all.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Trust checks"));
        List<String> failed = all.stream()
                .filter(Diagnostic::invalidates)
                .map(d -> Checks.label(d.check()))
                .distinct()
                .toList();
        if (!failed.isEmpty()) {
            blocks.add(new Block.Paragraph("✗ Failed, see the top: " + String.join(", ", failed) + ".", Tone.BAD));
        }
        for (Severity severity : List.of(Severity.WARNING, Severity.NOTE)) {
            all.stream()
                    .filter(d -> d.severity() == severity)
                    .map(DiagnosticsSection::notice)
                    .forEach(blocks::add);
        }
        Set<String> faulty = all.stream()
                .filter(d -> d.severity().compareTo(Severity.WARNING) >= 0)
                .map(Diagnostic::check)
                .collect(Collectors.toSet());
        Map<String, Integer> passed = new LinkedHashMap<>();
        // a check that warns of one thing has not passed, whatever else it found in order
        all.stream()
                .filter(d -> d.severity() == Severity.PASS && !faulty.contains(d.check()))
                .forEach(d -> passed.merge(Checks.label(d.check()), 1, Integer::sum));
        if (!passed.isEmpty()) {
            List<String> names = passed.entrySet().stream()
                    .map(e -> e.getValue() == 1 ? e.getKey() : e.getKey() + " (" + e.getValue() + ")")
                    .toList();
            blocks.add(new Block.Paragraph("✓ Passed: " + String.join(", ", names) + ".", Tone.GOOD));
        }
        return blocks;
    }

    static Block.Notice notice(Diagnostic d) {
        String metric = d.metric().isEmpty() ? "" : " · " + d.metric();
        String label = Checks.label(d.check()) + metric;
        return switch (d.severity()) {
            case INVALIDATES -> notice("✗ " + label + ": failed", d, Tone.BAD);
            case WARNING -> notice("! " + label + ": warning", d, Tone.CARE);
            case NOTE -> notice("i " + label, d, Tone.NORMAL);
            case PASS -> notice("✓ " + label, d, Tone.GOOD);
        };
    }

    private static Block.Notice notice(String label, Diagnostic d, Tone tone) {
        return new Block.Notice(label, Words.capitalised(d.message()), d.causes(), d.advice(), d.sql(), tone);
    }
}
