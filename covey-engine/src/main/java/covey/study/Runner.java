package covey.study;

import covey.assignment.AssignmentFaults;
import covey.assignment.Verification;
import covey.catalog.Catalog;
import covey.data.ClusteringRequirement;
import covey.data.Data;
import covey.data.ExperimentData;
import covey.data.ExperimentData.Freshness;
import covey.data.ExperimentRequirement;
import covey.data.Grouping;
import covey.data.Groups;
import covey.data.LabelRequirement;
import covey.data.LookHistory;
import covey.data.RankingRequirement;
import covey.data.Requirement;
import covey.data.RolloutRequirement;
import covey.data.SwitchbackHistoryRequirement;
import covey.data.SwitchbackRequirement;
import covey.data.TrendRequirement;
import covey.data.TwoSidedRequirement;
import covey.experiment.grouped.GroupedSpec;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.RerandomizationRules;
import covey.method.Artifact;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.Spec;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Model;
import covey.result.Diagnostic;
import covey.result.MetricInfo;
import covey.result.Outcome;
import covey.result.Provenance;
import covey.result.Query;
import covey.result.StudyInfo;
import covey.result.StudyResult;
import covey.study.plan.Deviations;
import covey.study.plan.DrawnAssignment;
import covey.study.plan.Hashes;
import covey.study.plan.RedrawnTest;
import covey.warehouse.SqlSession;
import covey.warehouse.sql.CompileException;
import covey.warehouse.sql.ExperimentWarehouse;
import covey.warehouse.sql.StudyWarehouse;
import covey.warehouse.sql.StudyWarehouse.Fetched;
import covey.warehouse.sql.clustering.ClusteringWarehouse;
import covey.warehouse.sql.label.LabelWarehouse;
import covey.warehouse.sql.ranking.RankingWarehouse;
import covey.warehouse.sql.rollout.RolloutWarehouse;
import covey.warehouse.sql.switchback.SwitchbackHistoryWarehouse;
import covey.warehouse.sql.switchback.SwitchbackWarehouse;
import covey.warehouse.sql.twosided.TwoSidedWarehouse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The spine: study, requirement, data, findings, result. */
final class Runner {
    private static final RandomGeneratorFactory<RandomGenerator> RANDOM = RandomGeneratorFactory.of("L64X128MixRandom");

    private final Surroundings surroundings;

    Runner(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * What a run is given beside the study.
     *
     * @param earlier looks before this one
     * @param further what else is to be said of the data, beside the estimator's own checks
     * @param tests the outcomes with those that need more than the data
     */
    record Beside(
            LookHistory earlier,
            Function<Data, List<Diagnostic>> further,
            BiFunction<List<Outcome>, Data, List<Outcome>> tests) {
        Beside(LookHistory earlier, Function<Data, List<Diagnostic>> further) {
            this(earlier, further, (outcomes, _) -> outcomes);
        }
    }

    /** A result, the data it came from, and the tables of single units beside it. */
    record Run(StudyResult result, Data data, List<Artifact> artifacts) {
        /** The same run with the numbers of another look at the same study. */
        Run with(Run other) {
            Provenance p = result.provenance();
            return new Run(
                    new StudyResult(
                            result.schemaVersion(),
                            result.run(),
                            result.study(),
                            joined(result.outcomes(), other.result.outcomes()),
                            joined(result.diagnostics(), other.result.diagnostics()),
                            new Provenance(
                                    p.specification(),
                                    p.specificationHash(),
                                    joined(
                                            p.queries(),
                                            other.result.provenance().queries()),
                                    p.engine(),
                                    p.asOf(),
                                    p.dataUntil(),
                                    p.rows(),
                                    p.dropped(),
                                    p.seed(),
                                    p.codeVersion(),
                                    p.settings(),
                                    p.computedAt())),
                    data,
                    joined(artifacts, other.artifacts));
        }
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** The SQL that a study would run. */
    <S extends Spec, D extends Data> List<Query> compile(Estimator<S, D> estimator, Study study, SqlSession session) {
        return warehouse(session, required(estimator, study, estimator.specify(study)))
                .compile();
    }

    /** What the estimator asks for, and the recomputation of arms. */
    static <S extends Spec, D extends Data> Requirement required(Estimator<S, D> estimator, Study study, S spec) {
        return Verification.of(study, estimator.requires(spec));
    }

    /** The arm that every soundly exposed unit of an experiment saw first. */
    static <S extends Spec, D extends Data> DrawnAssignment.Seen seen(
            SqlSession session, Estimator<S, D> estimator, Study study) {
        if (!(estimator.requires(estimator.specify(study)) instanceof ExperimentRequirement need)) {
            throw new IllegalStateException("units of " + study.name() + " are not exposed one by one");
        }
        ExperimentWarehouse units = new ExperimentWarehouse(session, need);
        return new DrawnAssignment.Seen(units.firstArms(), units.firstArmsSql());
    }

    /** The outcomes with the test over the assignments that a re-randomised experiment would have accepted. */
    static List<Outcome> tested(RedrawnTest test, List<Outcome> outcomes, Data data, SqlSession session, Study study) {
        Estimator<?, ?> estimator = Catalog.of(study);
        boolean clusters = study.design().text("type", "").equals("cluster_randomized");
        Supplier<Groups> values =
                () -> clusters && data instanceof ExperimentData own ? own.groups() : single(session, estimator, study);
        return switch (estimator.specify(study)) {
            case ExperimentSpec spec -> test.among(outcomes, spec, values);
            case GroupedSpec grouped -> test.among(outcomes, grouped.experiment(), values);
            default -> outcomes;
        };
    }

    /** Moments of each unit by itself, of the metrics of an experiment. */
    private static <S extends Spec, D extends Data> Groups single(
            SqlSession session, Estimator<S, D> estimator, Study study) {
        if (!(estimator.requires(estimator.specify(study)) instanceof ExperimentRequirement need)) {
            throw new IllegalStateException("units of " + study.name() + " are not exposed one by one");
        }
        ExperimentRequirement alone = need.groupedBy(new Grouping(Optional.of(study.unit()), List.of()));
        return new ExperimentWarehouse(session, alone)
                .fetch((_, _) -> {})
                .data()
                .groups();
    }

    /** How many units of an experiment another one has too; empty where that cannot be asked of both. */
    static Optional<AssignmentFaults.Shared> shared(SqlSession session, Study study, Supplier<Study> another) {
        try {
            Study other = another.get();
            Optional<ExperimentWarehouse> ours = units(session, Catalog.of(study), study);
            Optional<ExperimentWarehouse> theirs = units(session, Catalog.of(other), other);
            if (!study.unit().equals(other.unit()) || ours.isEmpty() || theirs.isEmpty()) {
                return Optional.empty();
            }
            String sql = ours.get().sharedSql(theirs.get());
            return session
                    .query(sql, row -> new AssignmentFaults.Shared(row.count("both_studies"), row.count("units"), sql))
                    .stream()
                    .findFirst();
        } catch (CoveyException | SpecificationException | CompileException e) {
            return Optional.empty(); // the other study's faults are told where it is run
        }
    }

    private static <S extends Spec, D extends Data> Optional<ExperimentWarehouse> units(
            SqlSession session, Estimator<S, D> estimator, Study study) {
        return estimator.requires(estimator.specify(study)) instanceof ExperimentRequirement need
                ? Optional.of(new ExperimentWarehouse(session, need))
                : Optional.empty();
    }

    /** What answers a requirement: one line a lane. */
    static StudyWarehouse warehouse(SqlSession session, Requirement requirement) {
        return switch (requirement) {
            case ExperimentRequirement need -> new ExperimentWarehouse(session, need);
            case RolloutRequirement need -> new RolloutWarehouse(session, need);
            case TwoSidedRequirement need -> new TwoSidedWarehouse(session, need);
            case ClusteringRequirement need -> new ClusteringWarehouse(session, need);
            case LabelRequirement need -> new LabelWarehouse(session, need);
            case RankingRequirement need -> new RankingWarehouse(session, need);
            case SwitchbackHistoryRequirement need -> new SwitchbackHistoryWarehouse(session, need);
            case SwitchbackRequirement need -> new SwitchbackWarehouse(session, need);
            case TrendRequirement other -> throw new IllegalStateException("a trend is no study: " + other);
        };
    }

    /** Runs a study. */
    <S extends Spec, D extends Data> Run run(
            Estimator<S, D> estimator, Study study, SqlSession session, Progress progress, Beside beside) {
        S spec = estimator.specify(study);
        StudyWarehouse warehouse = warehouse(session, required(estimator, study, spec));
        Fetched<?> fetched = warehouse.fetch((done, what) -> progress.fraction(done, what));
        progress.step("estimating");
        @SuppressWarnings("unchecked") // the estimator asked for exactly this data
        D data = (D) fetched.data().after(beside.earlier());
        Findings own = estimator.estimate(spec, data, random(study));
        Findings findings = new Findings(
                beside.tests().apply(own.outcomes(), data),
                joined(own.diagnostics(), beside.further().apply(data)),
                own.arms(),
                own.dropped(),
                own.artifacts());
        Origin origin =
                new Origin(fetched.queries(), session.engine(), fetched.freshness(), warehouse.evidence(), study);
        return new Run(result(estimator, spec, study, findings, origin), data, findings.artifacts());
    }

    /** Computes again from stored data; the warehouse is not touched. */
    <S extends Spec, D extends Data> StudyResult again(
            Estimator<S, D> estimator, Study study, Data data, StudyResult stored) {
        S spec = estimator.specify(study);
        @SuppressWarnings("unchecked") // stored beside a result of the same kind
        D typed = (D) data;
        Findings findings = estimator.estimate(spec, typed, random(study));
        Provenance p = stored.provenance();
        return new StudyResult(
                StudyResult.SCHEMA_VERSION,
                stored.run(),
                info(study, spec, findings),
                redrawn(findings.outcomes(), stored.outcomes(), study),
                Stream.concat(
                                findings.diagnostics().stream().map(d -> withEvidence(d, evidence(stored))),
                                stored.diagnostics().stream()
                                        .filter(d -> d.check().equals(Deviations.CHECK)
                                                || d.check().equals(DrawnAssignment.CHECK)
                                                || d.check().equals(AssignmentFaults.OVERLAP)))
                        .toList(),
                new Provenance(
                        study.source(),
                        specificationHash(study),
                        p.queries(),
                        p.engine(),
                        p.asOf(),
                        p.dataUntil(),
                        p.rows(),
                        findings.dropped(),
                        study.context().seed(),
                        surroundings.codeVersion(),
                        estimator.settings(spec),
                        surroundings.clock().instant().toString()));
    }

    /** Tests over assignments drawn again stand as they were stored: single outcomes are not kept. */
    private static List<Outcome> redrawn(List<Outcome> outcomes, List<Outcome> stored, Study study) {
        if (RerandomizationRules.of(study).isEmpty()) {
            return outcomes;
        }
        Predicate<Outcome> own = o -> o.estimand().analysis().equals(RedrawnTest.ANALYSIS);
        return joined(
                outcomes.stream().filter(own.negate()).toList(),
                stored.stream().filter(own).toList());
    }

    /** The evidence that was stored, by check. */
    private static Map<String, String> evidence(StudyResult stored) {
        Map<String, String> evidence = new TreeMap<>();
        stored.diagnostics().forEach(d -> evidence.putIfAbsent(d.check(), d.sql()));
        return evidence;
    }

    /** Where the data came from. */
    private record Origin(
            List<Query> queries,
            String engine,
            Map<String, Freshness> freshness,
            Map<String, String> evidence,
            Study study) {}

    private <S extends Spec, D extends Data> StudyResult result(
            Estimator<S, D> estimator, S spec, Study study, Findings findings, Origin origin) {
        Map<String, String> until = new TreeMap<>();
        Map<String, Long> rows = new TreeMap<>();
        origin.freshness().forEach((model, fresh) -> {
            rows.put(model, fresh.rows());
            if (!fresh.newest().isEmpty()) {
                until.put(model, fresh.newest());
            }
        });
        Provenance provenance = new Provenance(
                study.source(),
                specificationHash(study),
                origin.queries(),
                origin.engine(),
                study.context().asOf().toString(),
                until,
                rows,
                findings.dropped(),
                study.context().seed(),
                surroundings.codeVersion(),
                estimator.settings(spec),
                surroundings.clock().instant().toString());
        List<Diagnostic> diagnostics = findings.diagnostics().stream()
                .map(d -> withEvidence(d, origin.evidence()))
                .toList();
        StudyInfo info = info(study, spec, findings);
        // all that a reader can see, but for the time of computing: two runs with one id say the same
        String fingerprint = specificationHash(study)
                + origin.queries().stream().map(Query::hash).collect(Collectors.joining())
                + origin.engine()
                + info
                + findings.outcomes()
                + diagnostics
                + findings.dropped()
                + provenance.settings()
                + rows
                + until
                + surroundings.codeVersion();
        return new StudyResult(
                StudyResult.SCHEMA_VERSION,
                dataAsOf(study, until) + "-" + Hashes.brief(fingerprint),
                info,
                findings.outcomes(),
                diagnostics,
                provenance);
    }

    /** Day of the newest row that was read, or of the as-of instant when nothing is dated. */
    private static String dataAsOf(Study study, Map<String, String> until) {
        Instant newest = until.values().stream()
                .map(Instant::parse)
                .max(Instant::compareTo)
                .orElse(
                        study.start().isBefore(study.end())
                                ? study.end()
                                : study.context().asOf());
        return newest.atZone(study.schema().zone()).toLocalDate().toString();
    }

    private static Diagnostic withEvidence(Diagnostic d, Map<String, String> evidence) {
        String sql = d.sql().isEmpty() ? evidence.getOrDefault(d.check(), "") : d.sql();
        return new Diagnostic(
                d.check(), d.severity(), d.metric(), d.message(), d.causes(), d.advice(), d.values(), sql);
    }

    private static StudyInfo info(Study study, Spec spec, Findings findings) {
        var zone = study.schema().zone();
        boolean dated = study.start().isBefore(study.end());
        List<MetricInfo> metrics = study.metrics().stream()
                .map(use -> new MetricInfo(
                        use.metric().name(),
                        label(study, use),
                        use.metric().description(),
                        use.metric().measure().kind(),
                        use.role(),
                        use.metric().goal(),
                        spec.unit(use.metric()),
                        use.margin(),
                        use.marginScale(),
                        use.metric().definition(),
                        Hashes.brief(use.metric().definition())))
                .toList();
        return new StudyInfo(
                study.name(),
                study.kind(),
                study.label(),
                study.question(),
                study.owner(),
                spec.counted().isEmpty() ? study.unit() : spec.counted(),
                dated ? study.start().atZone(zone).toLocalDate().toString() : "",
                dated ? study.end().minusNanos(1).atZone(zone).toLocalDate().toString() : "",
                zone.getId(),
                findings.arms(),
                metrics,
                study.decision().text("ship_when", ""));
    }

    /** A metric's label; on the other side of a market it says whose metric it is. */
    private static String label(Study study, Study.MetricUse use) {
        boolean own = use.unit().isEmpty() || use.unit().equals(study.unit());
        return use.metric().label() + (own ? "" : " (per " + use.unit() + ")");
    }

    /** Fingerprint of everything that was declared: the study, its metrics, the trust rules, the tables. */
    static String specificationHash(Study study) {
        return Hashes.sha256(study.source()
                + study.metrics().stream().map(m -> m.metric().definition()).collect(Collectors.joining("\n---\n"))
                + study.trust().values().entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue().value())
                        .collect(Collectors.joining(";"))
                + study.schema().models().stream().map(Runner::declared).collect(Collectors.joining(";"))
                + study.schema().links().stream()
                        .map(l -> l.from() + l.to() + l.model() + l.matchAtLeast())
                        .collect(Collectors.joining(";"))
                + study.schema().zone());
    }

    /** A model without the place of its declaration, which may move. */
    private static String declared(Model model) {
        return model.name() + model.table() + model.aggTimeDimension() + model.completeAfter() + model.columns();
    }

    private static RandomGenerator random(Study study) {
        return RANDOM.create(study.context().seed());
    }
}
