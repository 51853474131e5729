package covey.ranking.names;

import static org.assertj.core.api.Assertions.assertThat;

import covey.ranking.score.ScoreMetric;
import covey.result.MetricInfo.Goal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreNamesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    RMSE                                | rmse
                    mae                                 | mae
                    logloss                             | log_loss
                    log_loss(clip=1e-6)                 | log_loss(clip=1.0E-6)
                    NE                                  | normalized_entropy
                    RCE                                 | rce
                    ROC_AUC(rel=4)                      | auc(rel=4)
                    auc(errors=delong,rel=3.5)          | auc(rel=3.5,errors=delong)
                    auc(errors=clustered)               | auc
                    pr_auc                              | average_precision
                    ece(bins=10,binning=width)          | ece
                    ece(debias=units,binning=mass,bins=15) | ece(bins=15,binning=mass,debias=units)
                    lift@10%                            | lift@10%
                    lift@0.1                            | lift@10%
                    gains(rel=2)@2.5%                   | gains(rel=2)@2.5%
                    """)
    void everyNameHasOneCanonicalForm(String name, String canonical) {
        assertThat(ScoreNames.metric(name).map(ScoreMetric::name)).contains(canonical);
        assertThat(ScoreNames.metric(canonical).map(ScoreMetric::name)).contains(canonical);
        assertThat(ScoreNames.declared(name).orElseThrow().label()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    lift            | needs a number behind it
                    lift@110%       | no share of the rows
                    gains@0%        | no share of the rows
                    auc@10          | has no cutoff
                    auc(bins=3)     | has no option 'bins'
                    ece(bins=1)     | has 1 bins
                    ece(binning=x)  | binning of ece is 'x'
                    log_loss(clip=0.7) | clip of log_loss
                    """)
    void whatIsWrongWithANameIsSaid(String name, String message) {
        assertThat(ScoreNames.metric(name)).isEmpty();
        assertThat(ScoreNames.misread(name).orElseThrow().message()).contains(message);
        assertThat(ScoreNames.misread(name).orElseThrow().advice()).isNotEmpty();
    }

    @Test
    void namesOfOtherMetricsAreLeftToThem() {
        assertThat(ScoreNames.metric("nDCG@10")).isEmpty();
        assertThat(ScoreNames.misread("nDCG@10")).isEmpty();
        assertThat(ScoreMetrics.ALL.stream().map(ScoreMetrics.Entry::name)).doesNotHaveDuplicates();
        assertThat(ScoreNames.EXAMPLES).allMatch(n -> ScoreNames.metric(n).isPresent());
        assertThat(ScoreNames.metric("calibration_ratio").orElseThrow().goal()).isEqualTo(Goal.NONE);
        assertThat(MetricNames.misread("aucc").orElseThrow().near()).contains("auc");
    }
}
