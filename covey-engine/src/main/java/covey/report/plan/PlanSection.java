package covey.report.plan;

import covey.report.block.Block;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.narrative.Measure;
import covey.report.narrative.Numbers;
import covey.report.narrative.PlanNumbers;
import covey.report.narrative.Words;
import covey.report.scorecard.Scorecard;
import covey.report.section.Section;
import covey.result.ArmInfo;
import covey.result.Estimate;
import covey.result.MetricInfo;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a plan can see of every metric at its end, what was asked of it, and what that would take. */
public final class PlanSection implements Section {
    private static final SortedMap<String, String> NEEDED = new TreeMap<>(
            Map.of("required_units", "Units", "required_clusters", "Clusters", "required_pairs", "Pairs"));

    @Override
    public String id() {
        return "plan";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        PlanNumbers plan = new PlanNumbers(scorecard.result());
        if (!plan.planned()) {
            return List.of();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (MetricInfo metric : scorecard.result().study().metrics()) {
            for (ArmInfo arm : plan.treatments()) {
                rows.add(row(plan, metric, arm));
            }
        }
        List<Column> columns = List.of(
                Column.words("Metric"),
                Column.number("Now"),
                Column.number("Seen at the end"),
                Column.number("Asked for"),
                Column.number("Power"),
                Column.number(needed(plan) + " needed"),
                Column.number("Weeks"),
                Column.number("Gain"));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("What this plan can see"));
        blocks.add(new Block.Table("", columns, rows));
        blocks.addAll(InteractionTable.of(plan));
        blocks.addAll(SegmentTable.of(plan));
        List<String> said = said(plan, scorecard);
        if (!said.isEmpty()) {
            blocks.add(new Block.Bullets(said));
        }
        return blocks;
    }

    private static List<Cell> row(PlanNumbers plan, MetricInfo metric, ArmInfo arm) {
        boolean alone = plan.treatments().size() == 1;
        Measure level = Measure.of(metric, Scale.LEVEL);
        Optional<Estimate> power = plan.number(metric, arm, "power", Scale.PROBABILITY);
        return List.of(
                new Cell(List.of(alone ? metric.label() : metric.label() + " · " + arm.name()), Tone.STRONG),
                cell(plan.number(metric, arm, metric.kind(), Scale.LEVEL), level),
                seen(plan, metric, arm),
                Cell.of(asked(metric, plan, arm)),
                power.map(p -> new Cell(List.of(Numbers.percent(p.value())), tone(plan, metric, arm)))
                        .orElse(Cell.of("–")),
                count(required(plan, metric, arm)),
                count(plan.number(metric, arm, "duration", Scale.LEVEL)),
                plan.number(metric, arm, "variance_reduction", Scale.PROBABILITY)
                        .map(e -> Cell.of(Numbers.percent(e.value())))
                        .orElse(Cell.of("–")));
    }

    /** What is randomised is what is needed: units, clusters or pairs. */
    private static Optional<Estimate> required(PlanNumbers plan, MetricInfo metric, ArmInfo arm) {
        return NEEDED.keySet().stream()
                .flatMap(name -> plan.number(metric, arm, name, Scale.COUNT).stream())
                .findFirst();
    }

    private static String needed(PlanNumbers plan) {
        return NEEDED.entrySet().stream()
                .filter(n -> plan.result().outcomes().stream()
                        .anyMatch(o -> o.estimand().name().equals(n.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("Units");
    }

    private static Cell seen(PlanNumbers plan, MetricInfo metric, ArmInfo arm) {
        List<String> lines = new ArrayList<>();
        for (Scale scale : List.of(Scale.RELATIVE_DIFFERENCE, Scale.DIFFERENCE)) {
            plan.detectable(metric, arm, scale)
                    .ifPresent(e -> lines.add(Measure.of(metric, scale).plain(e.value())));
        }
        return lines.isEmpty() ? Cell.of("–") : new Cell(lines, Tone.NORMAL);
    }

    private static Tone tone(PlanNumbers plan, MetricInfo metric, ArmInfo arm) {
        boolean weak = plan.result().diagnostics().stream()
                .anyMatch(d -> d.check().endsWith("power")
                        && d.metric().equals(metric.name())
                        && d.message().contains("arm " + arm.name() + " ")
                        && d.severity() != covey.result.Severity.PASS);
        return weak ? Tone.CARE : Tone.GOOD;
    }

    private static String asked(MetricInfo metric, PlanNumbers plan, ArmInfo arm) {
        if (metric.margin().isPresent()) {
            Measure measure = Measure.of(metric, metric.marginScale());
            return "margin " + measure.plain(metric.margin().getAsDouble());
        }
        for (Scale scale : List.of(Scale.RELATIVE_DIFFERENCE, Scale.DIFFERENCE)) {
            Optional<Estimate> asked = plan.number(metric, arm, "asked_effect", scale);
            if (asked.isPresent()) {
                return Measure.of(metric, scale).plain(Math.abs(asked.get().value()));
            }
        }
        return "–";
    }

    private static Cell cell(Optional<Estimate> estimate, Measure measure) {
        return estimate.map(e -> Cell.of(measure.plain(e.value()))).orElse(Cell.of("–"));
    }

    private static Cell count(Optional<Estimate> estimate) {
        return estimate.map(e -> Cell.of(Numbers.count(Math.round(e.value())))).orElse(Cell.of("–"));
    }

    private static List<String> said(PlanNumbers plan, Scorecard scorecard) {
        List<String> said = new ArrayList<>();
        for (MetricInfo metric : scorecard.result().study().metrics()) {
            for (ArmInfo arm : plan.treatments()) {
                plan.number(metric, arm, "extra_weeks", Scale.LEVEL)
                        .ifPresent(e -> said.add("Guardrail " + metric.label() + " (" + arm.name() + ") "
                                + (e.value() > 0
                                        ? "costs " + Words.plural(Math.round(e.value()), "further week") + "."
                                        : "costs no further week.")));
                plan.number(metric, arm, "expected_units", Scale.COUNT)
                        .ifPresent(e -> said.add("If the effect asked for is there, looking at " + metric.label() + " ("
                                + arm.name() + ") stops after " + Numbers.count(Math.round(e.value()))
                                + " units on average."));
                plan.number(metric, arm, "assurance", Scale.PROBABILITY)
                        .ifPresent(e -> said.add("With the declared prior, " + arm.name() + " will be shown better on "
                                + metric.label() + " with probability " + Numbers.percent(e.value())
                                + " (assurance)."));
            }
        }
        return said;
    }
}
