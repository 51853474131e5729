package covey.study;

import covey.catalog.Catalog;
import covey.data.Requirement;
import covey.method.Estimator;
import covey.method.Spec;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Column;
import covey.metric.Model;
import covey.project.Project;
import covey.project.StudyFile;
import covey.project.source.Fault;
import covey.warehouse.SqlSession;
import covey.warehouse.TableColumn;
import covey.warehouse.WarehouseException;
import covey.warehouse.sql.CompileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Faults that only the warehouse can tell: tables, columns, types, metrics that do not compile. */
final class WarehouseCheck {
    private final Project project;
    private final SqlSession session;
    private final Instant asOf;

    WarehouseCheck(Project project, SqlSession session, Instant asOf) {
        this.project = project;
        this.session = session;
        this.asOf = asOf;
    }

    List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (Model model : project.schema().models()) {
            check(model, faults);
        }
        if (!faults.isEmpty()) {
            return faults;
        }
        for (StudyFile file : project.studies()) {
            file.declared().ifPresent(_ -> check(file, faults));
        }
        return faults;
    }

    private void check(Model model, List<Fault> faults) {
        List<TableColumn> columns = session.columns(model.table());
        if (columns.isEmpty()) {
            faults.add(new Fault(
                    model.location(),
                    "model '" + model.name() + "' reads table '" + model.table()
                            + "', which the warehouse does not have",
                    "tables there are: " + String.join(", ", session.tables())));
            return;
        }
        Set<String> names =
                columns.stream().map(c -> c.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        for (Column column : model.columns()) {
            boolean computed =
                    column.expr().filter(e -> !e.equals(column.name())).isPresent();
            if (!computed && !names.contains(column.name().toLowerCase(Locale.ROOT))) {
                faults.add(new Fault(
                        model.location(),
                        "model '" + model.name() + "' declares column '" + column.name() + "', which table "
                                + model.table() + " does not have",
                        "its columns are: "
                                + columns.stream()
                                        .map(TableColumn::name)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
            }
        }
    }

    private void check(StudyFile file, List<Fault> faults) {
        try {
            Study study = file.study(asOf);
            Runner.warehouse(session, requirement(Catalog.of(study), study))
                    .faults()
                    .forEach((metric, failure) -> faults.add(new Fault(
                            file.location(),
                            "metric '" + metric + "' of study '" + file.name() + "': " + failure.message(),
                            failure.advice())));
        } catch (SpecificationException e) {
            faults.add(new Fault(e.location(), e.getMessage(), e.advice()));
        } catch (CompileException e) {
            faults.add(new Fault(file.location(), "study '" + file.name() + "': " + e.getMessage(), e.advice()));
        } catch (WarehouseException e) {
            faults.add(new Fault(file.location(), "study '" + file.name() + "': " + e.getMessage(), e.advice()));
        }
    }

    private static <S extends Spec> Requirement requirement(Estimator<S, ?> estimator, Study study) {
        return Runner.required(estimator, study, estimator.specify(study));
    }
}
