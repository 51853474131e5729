package covey.ranking.names;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import covey.ranking.GeometricMean;
import covey.ranking.RankingMetric;
import covey.ranking.Ties;
import covey.ranking.names.NameReading.Known;
import covey.ranking.names.NameReading.Unknown;
import covey.ranking.tie.WithTies;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every spelling comes to the metric it means, and what means none says what would. */
class RankingNamesTest {
    static Stream<RankingMetric> metrics() {
        return RankingMetrics.ALL.stream().map(e -> known(sample(e.name())).metric());
    }

    private static String sample(String name) {
        return switch (name) {
            case "P", "R", "F", "AP_min", "AP_k", "pAUC", "Unjudged" -> name + "@10";
            case "IPrec", "Rprec_mult" -> name + "@0.1";
            default -> name;
        };
    }

    private static Known known(String name) {
        return switch (RankingNames.read(name)) {
            case Known known -> known;
            case Unknown unknown -> throw new AssertionError(unknown);
        };
    }

    private static Unknown unknown(String name) {
        return (Unknown) RankingNames.read(name);
    }

    private static RankingMetric bare(RankingMetric metric) {
        return switch (metric) {
            case WithTies w -> bare(w.metric());
            case GeometricMean g -> bare(g.metric());
            default -> metric;
        };
    }

    @Test
    void everyMetricIsInTheList() {
        // the metrics of one query's judged list; those of other packages have lists of their own
        Set<String> classes = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("covey.ranking.metric")
                        .stream()
                        .filter(c -> c.isAssignableTo(RankingMetric.class) && !c.isInterface())
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet());
        assertThat(metrics().map(m -> bare(m).getClass().getSimpleName()).collect(Collectors.toSet()))
                .hasSizeGreaterThan(30)
                .isEqualTo(classes);
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void thePrintedNameIsReadAgain(RankingMetric metric) {
        assertThat(known(metric.name()).metric()).isEqualTo(metric);
        assertThat(metric.name()).doesNotContain("ties=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nDCG(gain=exponential)@10",
                "nDCG(gain=binary,rel=2,discount=jarvelin)",
                "DCG(gains=0:0 1:1 3:5,ties=worst)@7",
                "P(rel=2)@5",
                "RBP(p=0.95)@20",
                "RBP(gain=binary,rel=2,p=0.8)",
                "RBP_resid(p=0.9)",
                "ERR(max=2)@20",
                "F(x=4)@10",
                "SetF(rel=2,x=2)",
                "IPrec(rel=2,points=rounded)@0.25",
                "IPrec_mean(at=0.2 0.5 0.8)",
                "utility(weights=1 -0.5 0 0,collection=1000)",
                "GMAP(rel=2,ties=strict)@100",
                "AP(ties=best)"
            })
    void everyOptionStandsInTheName(String canonical) {
        Known once = known(canonical);
        assertThat(known(once.metric().name()).metric()).isEqualTo(once.metric());
        assertThat(known(once.metric().name()).metric().name())
                .isEqualTo(once.metric().name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // ir-measures
                "nDCG@10 | nDCG@10",
                "nDCG(dcg='exp-log2')@10 | nDCG(gain=exponential)@10",
                "nDCG(dcg='log2', judged_only=False)@20 | nDCG@20",
                "nDCG(gains={0: 0, 1: 1, 2: 5})@5 | nDCG(gains=0:0 1:1 2:5)@5",
                "P(rel=2)@5 | P(rel=2)@5",
                "AP | AP",
                "AP(rel=2)@100 | AP(rel=2)@100",
                "RR | RR",
                "Success@5 | Success@5",
                "R@50 | R@50",
                "Rprec | Rprec",
                "Bpref | Bpref",
                "infAP | infAP",
                "RBP(p=0.8) | RBP(p=0.8)",
                "RBP | RBP(p=0.8)",
                "RBP(rel=1)@10 | RBP(gain=binary,p=0.8)@10",
                "ERR@20 | ERR@20",
                "Judged@10 | Judged@10",
                "IPrec@0.1 | IPrec@0.1",
                "SetP | SetP",
                "SetP(relative=True) | relative_P",
                "SetF | SetF",
                "NumRet | NumRet",
                "NumRet(rel=1) | NumRelRet",
                "MAP | AP",
                // trec_eval
                "ndcg_cut_10 | nDCG@10",
                "ndcg_cut.10 | nDCG@10",
                "map | AP",
                "map_cut_100 | AP@100",
                "P_5 | P@5",
                "recip_rank | RR",
                "recall_1000 | R@1000",
                "iprec_at_recall_0.10 | IPrec@0.1",
                "11pt_avg | IPrec_mean",
                "Rprec_mult_0.20 | Rprec_mult@0.2",
                "set_F_0.5 | SetF(x=0.5)",
                "utility_1,-0.5,0,0 | utility(weights=1 -0.5 0 0)",
                "gm_map | GMAP",
                "gm_bpref | GMBpref",
                "rbp | RBP(p=0.9)",
                "num_nonrel_judged_ret | NumNonRelRet",
                "unj_20 | Unjudged@20",
                "success_5 | Success@5",
                // Covey's and others
                "ndcg@10 | nDCG@10",
                "mrr | RR",
                "mrr@10 | RR@10",
                "hit@10 | Success@10",
                "hit(rel=2)@10 | Success(rel=2)@10",
                "recall@50 | R@50",
                "precision@5 | P@5",
                "f1@10 | F1@10",
                "map_min@10 | AP_min@10",
                "ndcg_burges@5 | nDCG(gain=exponential)@5",
                "ndcg_jarvelin@10 | nDCG(discount=jarvelin)@10",
                "ndcg(ties=strict)@10 | nDCG(ties=strict)@10"
            })
    void spellings(String written, String canonical) {
        assertThat(known(written).metric().name()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P | P needs a number behind it | write P@10",
                "P@0 | no whole number from 1 | write P@10",
                "nDCG@ten | no whole number from 1 | write nDCG@10",
                "Bpref@10 | looks at the whole list | without @",
                "nDCG(rel=2)@10 | no option 'rel' | gain=binary,rel=2",
                "nDCG(depth=3)@10 | no option 'depth' | it has dcg, discount, gain, gains, ties",
                "RBP(p=1) | p of RBP is 1.0 | between 0 and 1",
                "nDCG(dcg='ln')@10 | dcg of nDCG is 'ln' | exp-log2, log2",
                "P(judged_only=True)@10 | not done here | Judged@10",
                "SetF(beta=2) | means beta squared | x=4",
                "Bpref(ties=expected) | no expectation over tied items | leave ties out",
                "ndcg_cut_10@5 | two cutoffs | write nDCG@5",
                "nDCG(gains={1:a})@10 | no number | write a number",
                "P(rel=x)@5 | no number | write a number",
                "a b c | no name of a metric | write it as"
            })
    void whatIsWrongIsSaid(String written, String message, String advice) {
        Unknown unknown = unknown(written);
        assertThat(unknown.message()).contains(message).startsWith("'" + written + "'");
        assertThat(unknown.advice()).contains(advice);
    }

    @Test
    void anUnknownNameComesWithThoseItMayHaveMeant() {
        assertThat(unknown("nDGC@20").near()).contains("nDCG@20", "AP@20");
        assertThat(unknown("ndgc_cut_10").near()).contains("ndcg_cut_10", "map_cut_10");
        assertThat(unknown("Sucess(rel=2)@5").near()).contains("Success(rel=2)@5");
    }

    @Test
    void cutoffsAreRanksOnlyWhereRanksAreMeant() {
        assertThat(known("nDCG@20").cutoff()).isEqualTo(OptionalInt.of(20));
        assertThat(known("IPrec@0.1").cutoff()).isEmpty();
        assertThat(known("pAUC@3").cutoff()).isEmpty();
        assertThat(known("map").cutoff()).isEmpty();
    }

    @Test
    void theDefinitionNamesTheRuleForTies() {
        assertThat(known("nDCG@10").metric().definition().ties()).isEqualTo(Ties.EXPECTED);
        assertThat(known("nDCG(ties=strict)@10").metric().definition().ties()).isEqualTo(Ties.AS_LISTED);
        assertThat(known("Bpref").metric().definition().ties()).isEqualTo(Ties.AS_LISTED);
        assertThat(known("AP_step").metric().definition().ties()).isEqualTo(Ties.GROUPED);
    }
}
