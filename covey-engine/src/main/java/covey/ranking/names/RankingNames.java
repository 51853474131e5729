package covey.ranking.names;

import covey.ranking.GeometricMean;
import covey.ranking.RankingMetric;
import covey.ranking.TieAware;
import covey.ranking.Ties;
import covey.ranking.names.NameReading.Known;
import covey.ranking.names.NameReading.Unknown;
import covey.ranking.names.RankingMetrics.Entry;
import covey.ranking.tie.WithTies;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads names of ranking metrics: as ir-measures writes them ({@code P(rel=2)@5}), as trec_eval prints them ({@code ndcg_cut_10}) and
 * as recommender libraries do ({@code hit@10}). Capitals do not matter, but for {@code rbp}, which is trec_eval's with p = 0.9, and
 * {@code RBP}, which is ir-measures' with p = 0.8. Items of equal score count in expectation where the metric knows it
 * ({@link TieAware}); {@code ties=strict} takes the list as it is, {@code best} and {@code worst} are bounds.
 */
public final class RankingNames {
    /** Names that are shown where none is near. */
    public static final List<String> EXAMPLES = List.of(
            "nDCG@10", "MAP", "MRR", "P@10", "recall@50", "hit@10", "F1@10", "ERR@20", "RBP(p=0.8)", "AP(rel=2)@100");

    private RankingNames() {}

    /** What a name means. */
    public static NameReading read(String name) {
        Optional<WrittenName> written = WrittenName.of(name);
        if (written.isEmpty()) {
            return new Unknown("'" + name + "' is no name of a metric", List.of(), "write it as nDCG@10 or P(rel=2)@5");
        }
        try {
            return resolved(written.get()).orElseGet(() -> unknown(name, written.get()));
        } catch (Misnamed e) {
            return new Unknown("'" + name + "': " + e.getMessage(), List.of(), e.advice());
        }
    }

    private static Optional<NameReading> resolved(WrittenName written) {
        Optional<Entry> exact = RankingMetrics.exactly(written.base());
        if (exact.isPresent()) {
            return Optional.of(known(exact.get(), written));
        }
        WrittenName here = OtherNames.resolved(written).orElse(written);
        return RankingMetrics.anyCase(here.base()).map(e -> known(e, here));
    }

    private static Known known(Entry entry, WrittenName written) {
        Arguments arguments = new Arguments(new WrittenName(entry.name(), written.options(), written.point()));
        RankingMetric metric = entry.metric().apply(arguments);
        RankingMetric tied = tied(metric, arguments.ties());
        arguments.end();
        return new Known(tied, arguments.ranks(), entry.goal());
    }

    private static RankingMetric tied(RankingMetric metric, Optional<Ties> ties) {
        if (metric instanceof GeometricMean mean) {
            return new GeometricMean(tied(mean.metric(), ties));
        }
        if (ties.isPresent() && ties.get() == Ties.EXPECTED && !(metric instanceof TieAware)) {
            throw new Misnamed(
                    metric.name() + " has no expectation over tied items",
                    "leave ties out: it takes lists as they are");
        }
        boolean plain = ties.isPresent() && ties.get() == Ties.AS_LISTED && !(metric instanceof TieAware);
        return plain
                ? metric
                : ties.<RankingMetric>map(t -> new WithTies(metric, t)).orElseGet(() -> WithTies.byDefault(metric));
    }

    private static Unknown unknown(String name, WrittenName written) {
        Set<String> near = new LinkedHashSet<>(EXAMPLES);
        List<String> bases = new ArrayList<>(OtherNames.like(written.base()));
        RankingMetrics.ALL.forEach(e -> bases.add(e.name()));
        bases.addAll(ScoreNames.words());
        bases.forEach(base -> near.add(base + written.tail()));
        return new Unknown("unknown metric '" + name + "'", List.copyOf(near), "");
    }
}
