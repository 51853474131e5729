package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Tone;
import covey.report.narrative.Checks;
import covey.report.narrative.Words;
import covey.report.scorecard.Scorecard;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The trust checks at a glance: the worst outcome of each, those that invalidate first. */
public final class TrustSection implements Section {
    @Override
    public String id() {
        return "trust";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        Map<String, Severity> worst = new LinkedHashMap<>();
        for (Diagnostic d : scorecard.result().diagnostics()) {
            worst.merge(d.check(), d.severity(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
        }
        if (worst.isEmpty()) {
            return List.of(new Block.Paragraph("No trust check was made.", Tone.CARE));
        }
        List<Block.Chip> chips = new ArrayList<>();
        int passed = 0;
        List<Map.Entry<String, Severity>> ordered = new ArrayList<>(worst.entrySet());
        ordered.sort(Map.Entry.<String, Severity>comparingByValue(Comparator.reverseOrder()));
        for (Map.Entry<String, Severity> check : ordered) {
            boolean loud = check.getValue().compareTo(Severity.WARNING) >= 0;
            if (loud || Checks.alwaysShown(check.getKey())) {
                chips.add(chip(check.getKey(), check.getValue()));
            } else {
                passed++;
            }
        }
        String rest = passed == 0 ? "" : Words.plural(passed, "further check") + " without warning";
        return List.of(new Block.Strip(chips, rest));
    }

    private static Block.Chip chip(String check, Severity severity) {
        String label = Checks.label(check);
        return switch (severity) {
            case PASS -> new Block.Chip("✓", label, "passed", Tone.GOOD);
            case NOTE -> new Block.Chip("i", label, "note", Tone.NORMAL);
            case WARNING -> new Block.Chip("!", label, "warning", Tone.CARE);
            case INVALIDATES -> new Block.Chip("✗", label, "failed", Tone.BAD);
        };
    }
}
