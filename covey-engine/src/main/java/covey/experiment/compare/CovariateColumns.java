package covey.experiment.compare;

import covey.data.ExperimentRequirement.Covariate;
import covey.experiment.spec.MetricPlan;
import covey.stats.moment.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The covariates in a moment block. They follow the outcome columns in the order of the requirement; a ratio metric
 * before entry takes two columns, its numerator and its denominator, which enter as two covariates: their span holds
 * the linearised ratio, and a unit without history needs no special case.
 *
 * @param columns position of each covariate column
 * @param labels name of the covariate that each column belongs to; names alone when the data lack the columns
 */
public record CovariateColumns(List<Column> columns, List<String> labels) {
    static final CovariateColumns NONE = new CovariateColumns(List.of(), List.of());

    public CovariateColumns {
        columns = List.copyOf(columns);
        labels = List.copyOf(labels);
    }

    /** Covariates of a metric; no columns, but the labels, when the block does not hold what was asked for. */
    public static CovariateColumns of(MetricPlan plan, int blockColumns) {
        List<Column> columns = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        int next = plan.outcomeColumns();
        for (Covariate covariate : plan.covariates()) {
            for (int i = 0; i < MetricPlan.columnsOf(covariate); i++) {
                columns.add(Column.of(next++));
                labels.add(covariate.label());
            }
        }
        return new CovariateColumns(next == blockColumns ? columns : List.of(), labels);
    }

    public boolean isEmpty() {
        return columns.isEmpty();
    }

    /** Labels of covariates of which at least one of the columns is among the given ones, each once. */
    public List<String> labelsOf(List<Column> chosen) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            if (chosen.contains(columns.get(i))) {
                names.add(labels.get(i));
            }
        }
        return List.copyOf(names);
    }

    /** Labels of covariates of which no column is among the given ones, each once. */
    public List<String> unused(List<Column> chosen) {
        Set<String> names = new LinkedHashSet<>(labels);
        labelsOf(chosen).forEach(names::remove);
        return List.copyOf(names);
    }
}
