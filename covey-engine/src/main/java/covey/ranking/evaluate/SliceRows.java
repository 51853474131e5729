package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.data.RankingData.Lists;
import covey.method.Study.MetricUse;
import covey.ranking.compare.ComparisonRows;
import covey.ranking.compare.Correction;
import covey.ranking.compare.Hypothesis;
import covey.ranking.compare.Hypothesis.Fault;
import covey.ranking.compare.PairedTotals;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Comparisons inside the values of the declared dimensions, corrected for their number, and where they disagree with the whole. */
final class SliceRows {
    private final RankingSpec spec;
    private final RankingData data;
    private final ComparisonRows rows;
    private final int[] counted;
    private final List<Slices> slices;

    SliceRows(RankingSpec spec, RankingData data, ComparisonRows rows, int[] counted) {
        this.spec = spec;
        this.data = data;
        this.rows = rows;
        this.counted = counted;
        this.slices = Slices.of(data, counted);
    }

    /** Levels by segment. */
    List<Outcome> levels(MetricUse use, List<double[]> values) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Slices slice : slices) {
            for (int v = 0; v < slice.values().size(); v++) {
                Subset subset = slice.subsets().get(v);
                if (subset.units() >= minCell()) {
                    for (int s = 0; s < values.size(); s++) {
                        outcomes.add(
                                rows.level(use, spec.systems().get(s), slice.segment(v), subset.level(values.get(s))));
                    }
                }
            }
        }
        return outcomes;
    }

    /** One hypothesis per candidate and segment. */
    List<Hypothesis> hypotheses(MetricUse use, List<double[]> values) {
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (Slices slice : slices) {
            for (int v = 0; v < slice.values().size(); v++) {
                Subset subset = slice.subsets().get(v);
                for (int s = 1; s < values.size(); s++) {
                    String system = spec.systems().get(s);
                    PairedTotals totals = subset.paired(values.getFirst(), values.get(s));
                    hypotheses.add(
                            subset.units() < minCell()
                                    ? Hypothesis.hidden(use, system, slice.segment(v), totals, minCell())
                                    : Hypothesis.of(use, system, slice.segment(v), totals));
                }
            }
        }
        return hypotheses;
    }

    private int minCell() {
        return Math.max(2, spec.study().context().minCell());
    }

    /** Segments in which the corrected difference has the other sign than the whole. */
    List<Diagnostic> against(List<Hypothesis> whole, List<Hypothesis> segments, List<Correction> corrections) {
        double alpha = 1 - spec.study().context().level();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            Hypothesis segment = segments.get(i);
            Correction correction = corrections.get(i);
            Optional<Hypothesis> main = whole.stream()
                    .filter(h -> h.system().equals(segment.system())
                            && h.use().equals(segment.use())
                            && h.contrast().isPresent())
                    .findFirst();
            if (main.isEmpty() || segment.contrast().isEmpty()) {
                continue;
            }
            double p = correction
                    .adjusted()
                    .map(a -> a.value())
                    .orElse(segment.contrast().get().pValue());
            double here = segment.contrast().get().difference();
            double all = main.get().contrast().orElseThrow().difference();
            if (p <= alpha && here * all < 0) {
                diagnostics.add(opposed(segment, here, all, p));
            }
        }
        return diagnostics;
    }

    private Diagnostic opposed(Hypothesis segment, double here, double all, double p) {
        String metric = segment.use().metric().name();
        return new Diagnostic(
                "slice_against",
                Severity.WARNING,
                metric,
                String.format(
                        Locale.ROOT,
                        "in %s %s differs from %s by %+.3g, over all by %+.3g (p corrected over all segments %.2g)",
                        segment.segment(),
                        segment.system(),
                        spec.systems().getFirst(),
                        here,
                        all,
                        p),
                List.of("what the candidate learnt fits this segment less"),
                "look at the "
                        + (segment.use().metric().measure().kind().equals("score") ? "rows" : "lists in worst.csv")
                        + " of this segment before the whole decides",
                Map.of("segment", segment.segment(), "system", segment.system(), "difference", Double.toString(here)),
                "");
    }

    /** Mix against within, where two systems have lists for different queries. */
    void mix(MetricUse use, List<double[]> values, List<Outcome> outcomes, List<Diagnostic> diagnostics) {
        BitSet baseline = answered(0);
        for (int s = 1; s < values.size(); s++) {
            BitSet candidate = answered(s);
            if (candidate.equals(baseline)) {
                continue;
            }
            for (Slices slice : slices) {
                MixSplit split = MixSplit.of(
                        slice, new BitSet[] {baseline, candidate}, new double[][] {values.getFirst(), values.get(s)});
                String system = spec.systems().get(s);
                outcomes.add(part(use, system, slice.dimension(), "within_difference", split.within()));
                outcomes.add(part(use, system, slice.dimension(), "mix_difference", split.mix()));
                if (split.reversed()) {
                    diagnostics.add(simpson(use, system, slice.dimension(), split));
                }
            }
        }
    }

    private BitSet answered(int system) {
        Lists lists = data.systems().get(system);
        BitSet answered = new BitSet(counted.length);
        for (int c = 0; c < counted.length; c++) {
            answered.set(c, lists.offsets().at(counted[c] + 1) > lists.offsets().at(counted[c]));
        }
        return answered;
    }

    private Outcome part(MetricUse use, String system, String dimension, String name, double value) {
        Estimand estimand = new Estimand(
                "main",
                use.metric().name(),
                name,
                Scale.DIFFERENCE,
                system,
                spec.systems().getFirst(),
                "",
                Map.of("dimension", dimension),
                use.metric().unit());
        return Double.isFinite(value)
                ? new Estimate(
                        estimand,
                        value,
                        OptionalDouble.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Subset.all(data, counted).units(),
                        "")
                : new Fault(Reason.NO_UNITS, "no segment has lists of both systems", "compare on the same queries")
                        .at(estimand);
    }

    private Diagnostic simpson(MetricUse use, String system, String dimension, MixSplit split) {
        return new Diagnostic(
                "simpson",
                Severity.WARNING,
                use.metric().name(),
                String.format(
                        Locale.ROOT,
                        "each over the queries it has lists for, %s differs from %s by %+.3g, but inside %s by %+.3g: the rest,"
                                + " %+.3g, is another mix of %s",
                        system,
                        spec.systems().getFirst(),
                        split.whole(),
                        dimension,
                        split.within(),
                        split.mix(),
                        dimension),
                List.of("the systems have lists for different users"),
                "read the difference over the same queries",
                Map.of(
                        "within",
                        Double.toString(split.within()),
                        "mix",
                        Double.toString(split.mix()),
                        "dimension",
                        dimension,
                        "system",
                        system),
                "");
    }
}
