package covey.study;

import covey.data.TrendData;
import covey.data.TrendRequirement;
import covey.metric.Metric;
import covey.project.MetricTest;
import covey.project.Project;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.trend.MetricLevels;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import covey.warehouse.WarehouseException;
import covey.warehouse.sql.CompileException;
import covey.warehouse.sql.trend.TrendWarehouse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Tests of metrics: made-up rows in, the declared answer out, on the embedded engine. */
final class MetricTests {
    /** Rows of a fixture count whenever they are dated. */
    private static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("9000-01-01T00:00:00Z");

    private final Project project;

    MetricTests(Project project) {
        this.project = project;
    }

    List<TestResult> run() {
        return project.tests().stream().map(this::run).toList();
    }

    private TestResult run(MetricTest test) {
        String location = test.location().toString();
        Metric metric = project.metric(test.metric()).orElse(null);
        if (metric == null) {
            return new TestResult(test.metric(), location, TestResult.Verdict.ERROR, "the metric has faults");
        }
        Map<String, String> files = new TreeMap<>();
        for (Map.Entry<String, Path> given : test.given().entrySet()) {
            String table =
                    project.schema().model(given.getKey()).map(m -> m.table()).orElse(given.getKey());
            files.put(table, given.getValue().toString());
        }
        try (SqlSession session = SqlSession.open(Target.files(project.root(), files))) {
            String unit = new MetricTrend(project, session, END).unit(metric);
            TrendRequirement need = new TrendRequirement(
                    metric,
                    unit,
                    "none",
                    List.of(),
                    BEGINNING,
                    END,
                    project.schema().zone(),
                    project.schema().weekStart(),
                    END,
                    project.schema());
            TrendData data =
                    new TrendWarehouse(session, need).fetch((done, what) -> {}).data();
            Outcome outcome = new MetricLevels(need, project.config().level(), 0)
                    .of(data).stream().findFirst().orElse(null);
            return compare(test, outcome);
        } catch (CompileException e) {
            return error(test, e.getMessage() + " " + e.advice());
        } catch (WarehouseException e) {
            return error(test, e.getMessage() + " " + e.advice());
        } catch (CoveyException e) {
            return error(test, e.getMessage() + " " + e.advice());
        }
    }

    private static TestResult error(MetricTest test, String message) {
        return new TestResult(test.metric(), test.location().toString(), TestResult.Verdict.ERROR, message);
    }

    private static TestResult compare(MetricTest test, @org.jspecify.annotations.Nullable Outcome outcome) {
        return switch (outcome) {
            case null -> error(test, "the fixture has no rows");
            case NotEstimable missing -> error(test, missing.message());
            case Estimate estimate -> {
                List<String> wrong = new ArrayList<>();
                double tolerance = test.expect().tolerance();
                differs("value", test.expect().value(), estimate.value(), tolerance, wrong);
                differs(
                        "std_error",
                        test.expect().stdError(),
                        estimate.standardError().orElse(Double.NaN),
                        tolerance,
                        wrong);
                String found = String.format(
                        Locale.ROOT,
                        "value %s, std_error %s",
                        estimate.value(),
                        estimate.standardError().orElse(0));
                yield new TestResult(
                        test.metric(),
                        test.location().toString(),
                        wrong.isEmpty() ? TestResult.Verdict.PASS : TestResult.Verdict.FAIL,
                        wrong.isEmpty() ? found : String.join("; ", wrong));
            }
        };
    }

    private static void differs(
            String what, OptionalDouble expected, double found, double tolerance, List<String> wrong) {
        // written so that NaN differs
        if (expected.isPresent() && !(Math.abs(found - expected.getAsDouble()) <= tolerance)) {
            wrong.add(what + " is " + found + ", expected " + expected.getAsDouble() + " within " + tolerance);
        }
    }
}
