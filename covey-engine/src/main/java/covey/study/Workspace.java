package covey.study;

import covey.assignment.AssignmentFaults;
import covey.assignment.Assignments;
import covey.assignment.log.LogFormatException;
import covey.catalog.Catalog;
import covey.data.Data;
import covey.data.LookHistory;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Metric;
import covey.metric.Model;
import covey.project.Address;
import covey.project.Profiles;
import covey.project.Project;
import covey.project.ProjectReader;
import covey.project.Reading;
import covey.project.Selector;
import covey.project.StudyFile;
import covey.project.TargetChoice;
import covey.project.grammar.JsonSchemas;
import covey.project.source.Fault;
import covey.project.source.Names;
import covey.result.ArmInfo;
import covey.result.MetricInfo;
import covey.result.Query;
import covey.result.StudyResult;
import covey.study.label.LabelSheets;
import covey.study.look.LookLedger;
import covey.study.plan.DrawnAssignment;
import covey.study.plan.PlanFile;
import covey.study.plan.PlanRegister;
import covey.study.plan.PlanReport;
import covey.study.plan.PlannedAssignment;
import covey.study.plan.ReEstimate;
import covey.study.plan.RedrawnTest;
import covey.study.plan.Registered;
import covey.study.plan.RegisteredMaximum;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import covey.warehouse.WarehouseException;
import covey.warehouse.sql.CompileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A project folder, opened: everything a face can ask. Opens the warehouse only for what needs it. */
public final class Workspace implements AutoCloseable {
    private final Path root;
    private final Surroundings surroundings;
    private final ResultStore store;
    /** The files, read when first asked for: {@code show} needs only the store. */
    private @Nullable Reading reading;

    private volatile @Nullable SqlSession running;

    private Workspace(Path root, Surroundings surroundings) {
        this.root = root;
        this.surroundings = surroundings;
        this.store = new ResultStore(results());
    }

    /**
     * Opens a project folder. Faults in its files do not stop it; {@link #validate} tells them.
     *
     * @throws CoveyException when the folder holds no {@code covey.yml}
     */
    public static Workspace open(Path folder, Surroundings surroundings) {
        Path root = folder.toAbsolutePath().normalize();
        if (!Files.isRegularFile(root.resolve(ProjectReader.PROJECT_FILE))) {
            throw new CoveyException(
                    Exit.INPUT,
                    "there is no " + ProjectReader.PROJECT_FILE + " in " + root,
                    "change to the project's folder, name it with --project, or make one with covey init",
                    null);
        }
        return new Workspace(root, surroundings);
    }

    private static List<Descriptor> kinds() {
        return Catalog.ESTIMATORS.stream().map(Estimator::descriptor).toList();
    }

    /** Faults in the files. */
    public List<Fault> validate() {
        return Stream.concat(reading().faults().stream(), assignments().faults().stream())
                .toList();
    }

    /** Faults in the files, or, when there are none, those that the warehouse tells. */
    public List<Fault> validateAgainstWarehouse() {
        List<Fault> faults = validate();
        if (!faults.isEmpty()) {
            return faults;
        }
        return withWarehouse(session -> new WarehouseCheck(project(), session, now()).faults());
    }

    /** What there is. */
    public List<Listing> list() {
        List<Listing> all = new ArrayList<>();
        for (StudyFile study : project().studies()) {
            String label = study.declared().map(Study::label).orElse(study.name());
            String latest = store.latest(study.name()).map(r -> ", latest " + r).orElse(", not run yet");
            all.add(new Listing(
                    "study",
                    study.name(),
                    label,
                    study.kind() + latest,
                    study.location().toString()));
        }
        for (Metric metric : project().metrics()) {
            String detail = metric.measure().kind() + ", " + metric.tier();
            all.add(new Listing(
                    "metric",
                    metric.name(),
                    metric.label(),
                    detail,
                    metric.location().toString()));
        }
        for (Model model : project().schema().models()) {
            all.add(new Listing(
                    "model",
                    model.name(),
                    model.name(),
                    "table " + model.table(),
                    model.location().toString()));
        }
        project()
                .schema()
                .dimensions()
                .forEach(d -> all.add(new Listing(
                        "dimension",
                        d.name(),
                        d.name(),
                        "of " + d.entity() + ", model " + d.model(),
                        d.location().toString())));
        return all;
    }

    /** JSON Schema by kind of file. */
    public SortedMap<String, String> schemas() {
        return new TreeMap<>(JsonSchemas.of(kinds()));
    }

    /** Names of the studies that the selectors choose; all when there are none. */
    public List<String> select(List<String> selectors, List<String> excludes) {
        try {
            return new Selector(selectors, excludes)
                    .studies(project()).stream().map(StudyFile::name).toList();
        } catch (SpecificationException e) {
            throw input(e);
        }
    }

    /** The SQL that a study would run, each statement runnable as it stands. */
    public List<Query> compile(String name, Optional<Instant> asOf) {
        return withWarehouse(session -> {
            Study study = study(name, asOf);
            return new Runner(surroundings).compile(Catalog.of(study), study, session);
        });
    }

    /** Runs a study and keeps its result. */
    public RunReport run(String name, Optional<Instant> asOf, Progress progress) {
        LookLedger ledger = new LookLedger(results().resolve(name));
        Runner.Run run = withWarehouse(session -> {
            Study study = study(name, asOf);
            List<ReEstimate> made = ReEstimate.all(store.reEstimates(name));
            Registered registered = store.registered(name);
            LookHistory earlier = new RegisteredMaximum(registered.file().flatMap(PlanFile::read), made)
                    .over(ledger.read(), study.schema().zone())
                    .beside(designs().atTheEnd(study));
            ledger.refuseBackwards(study, earlier, now());
            Runner.Beside beside = new Runner.Beside(
                    earlier,
                    data -> Stream.of(
                                    AssignmentFaults.overlapping(
                                            project(),
                                            name,
                                            other -> Runner.shared(session, study, () -> study(other, asOf))),
                                    store.planCopy(name).differences(study, data),
                                    PlanRegister.compare(registered, made, Catalog.of(study), study, data),
                                    new DrawnAssignment(registered, file -> store.planned(name, file))
                                            .compare(study, data, () -> Runner.seen(session, Catalog.of(study), study)))
                            .flatMap(List::stream)
                            .toList(),
                    (outcomes, data) -> Runner.tested(
                            new RedrawnTest(registered, file -> store.planned(name, file)),
                            outcomes,
                            data,
                            session,
                            study));
            Runner.Run looked = new Runner(surroundings).run(Catalog.of(study), study, session, progress, beside);
            // before anybody can see it: a look that is not on record is not paid for
            ledger.append(looked.result(), earlier);
            return looked;
        });
        Path folder = store.keep(run);
        List<Path> files = new ArrayList<>();
        for (String file : List.of("result.json", "data.json", "long.csv", "queries.sql")) {
            files.add(folder.resolve(file));
        }
        run.artifacts().forEach(a -> files.add(folder.resolve(a.file())));
        return new RunReport(run.result(), folder, files);
    }

    /**
     * Plans a study from its history. The plan is kept and becomes the study's pre-registration, until the period has
     * begun: then the one before it stands, if there is one.
     *
     * @param replays splits of an A/A replay of the history; none when zero
     */
    public PlanReport design(String name, Optional<Instant> asOf, int replays, Progress progress) {
        Study study = study(name, asOf);
        return telling(() -> designs().plan(study, replays, progress));
    }

    /**
     * Sizes a running study again as its plan registered, without looking at any effect or at one interim look, and keeps
     * the decision: later runs list a longer period as planned.
     */
    public RunReport reEstimate(String name, Optional<Instant> asOf, Progress progress) {
        Study study = study(name, asOf);
        LookHistory looks = new LookLedger(results().resolve(name)).read();
        return telling(() -> designs().reEstimate(study, then -> study(name, Optional.of(then)), looks, progress));
    }

    private Designs designs() {
        return new Designs(surroundings, store, this::withWarehouse);
    }

    /** A stored result: {@code study}, {@code study@run} or {@code study@latest}. */
    public StudyResult show(String address) {
        Address parsed = address(address);
        return store.result(known(parsed.study()), run(parsed));
    }

    /** A stored result computed again at another confidence level, from the stored moments. */
    public StudyResult show(String address, double level) {
        Address parsed = address(address);
        StudyResult stored = store.result(known(parsed.study()), run(parsed));
        Data data = store.data(parsed.study(), run(parsed));
        Study study = unchanged(stored);
        return new Runner(surroundings).again(method(parsed, study), study.atLevel(level), data, stored);
    }

    /** Runs of a study, newest first. */
    public List<String> runs(String study) {
        return store.runs(known(study));
    }

    /** A metric without a study. */
    public QueryAnswer query(MetricQuery query) {
        return withWarehouse(session -> new MetricTrend(project(), session, now()).answer(query));
    }

    /** One number explained: {@code study/metric}, {@code study/metric@run}. */
    public Explanation explain(String address, Optional<String> arm, Optional<String> slice) {
        Address parsed = address(address);
        StudyResult result = store.result(known(parsed.study()), run(parsed));
        String metricName = parsed.metric()
                .orElseThrow(() -> new CoveyException(
                        Exit.INPUT,
                        "'" + address + "' names no metric",
                        "covey explain " + parsed.study() + "/"
                                + result.study().metrics().stream()
                                        .map(MetricInfo::name)
                                        .findFirst()
                                        .orElse("METRIC"),
                        null));
        List<String> names =
                result.study().metrics().stream().map(MetricInfo::name).toList();
        MetricInfo metric = result.metric(metricName)
                .orElseThrow(() -> new CoveyException(
                        Exit.INPUT,
                        "study '" + parsed.study() + "' has no metric '" + metricName + "'",
                        Names.suggestion(metricName, names),
                        null));
        List<String> arms = result.study().arms().stream()
                .filter(a -> !a.control())
                .map(ArmInfo::name)
                .toList();
        String chosen = arm.orElse(arms.isEmpty() ? "" : arms.getFirst());
        if (!arms.contains(chosen)) {
            throw new CoveyException(
                    Exit.INPUT,
                    "study '" + parsed.study() + "' compares no arm '" + chosen + "'",
                    Names.suggestion(chosen, arms),
                    null);
        }
        Data data = store.data(parsed.study(), run(parsed));
        Study study = unchanged(result);
        return new Explainer(result, metric, chosen, slice.orElse("")).explain(method(parsed, study), study, data);
    }

    /** Runs the metric tests of the project. */
    public List<TestResult> test() {
        return new MetricTests(project()).run();
    }

    /** Who gets which arm. */
    public Assignments assignments() {
        return new Assignments(
                project(),
                surroundings.clock(),
                this::withWarehouse,
                Workspace::telling,
                a -> PlannedAssignment.of(store.registered(a.study()), project().study(a.study(), now()), a));
    }

    /** Sheets of items for people to label. */
    public LabelSheets labels() {
        return new LabelSheets(name -> study(name, Optional.empty()), this::target, Workspace::telling);
    }

    /** Looks at everything a run needs. */
    public List<Check> doctor() {
        return new Doctor(root, surroundings).checks(reading(), this::target, results());
    }

    /** Writes the long schema as a Parquet file. */
    public Path writeParquet(StudyResult result, Path file) {
        LongParquet.write(result, file);
        return file;
    }

    /** Stops a running query, if any. */
    public void cancel() {
        SqlSession session = running;
        if (session != null) {
            session.cancel();
        }
    }

    @Override
    public void close() {
        cancel();
    }

    private synchronized Reading reading() {
        Reading known = reading;
        if (known == null) {
            known = ProjectReader.at(root, kinds()).read();
            reading = known;
        }
        return known;
    }

    private Project project() {
        return reading().project();
    }

    /** The folder of results; the project is read only when its file says that it is another than the usual. */
    private Path results() {
        Path usual = root.resolve("results");
        try {
            boolean declared =
                    Files.readString(root.resolve(ProjectReader.PROJECT_FILE)).contains("results");
            return declared ? project().config().results().map(root::resolve).orElse(usual) : usual;
        } catch (IOException e) {
            throw new CoveyException(
                    Exit.INPUT,
                    ProjectReader.PROJECT_FILE + " cannot be read: " + e.getMessage(),
                    "make it a readable UTF-8 file",
                    e);
        }
    }

    private Instant now() {
        return surroundings.clock().instant();
    }

    private Target target() {
        TargetChoice choice = Profiles.in(surroundings.environment()).choose(project(), surroundings.target());
        if (choice.sample().isPresent() && choice.sample().getAsDouble() < 1) {
            throw new CoveyException(
                    Exit.INPUT,
                    "the target asks for a sample of " + choice.sample().getAsDouble() + ", which is not built yet",
                    "remove sample from the target, or choose another with --target",
                    null);
        }
        return choice.target().orElseThrow(() -> {
            Fault fault = choice.faults().getFirst();
            return new CoveyException(Exit.INPUT, fault.where() + "  " + fault.message(), fault.cure(), null);
        });
    }

    private static String run(Address address) {
        return address.run().orElse("latest");
    }

    private Study study(String name, Optional<Instant> asOf) {
        try {
            return project().study(name, asOf.orElseGet(this::now));
        } catch (SpecificationException e) {
            throw input(e);
        }
    }

    /** The study of a stored result; refused when its files say something else by now. */
    private Study unchanged(StudyResult stored) {
        String name = stored.study().name();
        Study study = study(name, Optional.of(Instant.parse(stored.provenance().asOf())));
        if (!Runner.specificationHash(study).equals(stored.provenance().specificationHash())) {
            throw new CoveyException(
                    Exit.INPUT,
                    "the files of study '" + name + "' have changed since run " + stored.run()
                            + ", so its stored moments cannot be read by them",
                    "covey run " + name + ", or check out the files as they were",
                    null);
        }
        return study;
    }

    /** The method that made the numbers of an address: of the plan or of a run. */
    private static Estimator<?, ?> method(Address address, Study study) {
        if (run(address).equals(ResultStore.RE_ESTIMATE)) {
            throw new CoveyException(
                    Exit.INPUT,
                    "a re-estimation is kept as it was decided, and not computed again",
                    "covey show " + address.study() + "@" + ResultStore.RE_ESTIMATE,
                    null);
        }
        return telling(() -> run(address).equals(ResultStore.PLAN) ? Catalog.planner(study) : Catalog.of(study));
    }

    private String known(String study) {
        if (store.latest(study).isEmpty() && project().studyFile(study).isEmpty()) {
            throw new CoveyException(
                    Exit.INPUT,
                    "there is no study '" + study + "'",
                    Names.suggestion(
                            study,
                            project().studies().stream().map(StudyFile::name).toList()),
                    null);
        }
        return study;
    }

    private static Address address(String text) {
        try {
            return Address.parse(text);
        } catch (SpecificationException e) {
            throw input(e);
        }
    }

    /** The warehouse is open only while it works, so that it blocks no writer. */
    private <T> T withWarehouse(Function<SqlSession, T> work) {
        Target target = target();
        return telling(() -> {
            try (SqlSession session = SqlSession.open(target)) {
                running = session;
                return work.apply(session);
            } finally {
                running = null;
            }
        });
    }

    /** Work with a warehouse, its faults as the faces tell them. */
    private static <T> T telling(Supplier<T> work) {
        try {
            return work.get();
        } catch (SpecificationException e) {
            throw input(e);
        } catch (CompileException e) {
            throw new CoveyException(Exit.INPUT, e.getMessage(), e.advice(), e);
        } catch (LogFormatException e) {
            throw new CoveyException(Exit.INPUT, e.getMessage(), e.advice(), e);
        } catch (WarehouseException e) {
            throw new CoveyException(exit(e.kind()), e.getMessage(), e.advice(), e);
        }
    }

    private static Exit exit(WarehouseException.Kind kind) {
        return switch (kind) {
            case NO_SUCH_TABLE, NO_SUCH_COLUMN, UNREADABLE, EMPTY_FILE, CORRUPT_FILE -> Exit.INPUT;
            case LOCKED, CONNECTION, QUERY, CANCELLED, DISK_FULL -> Exit.WAREHOUSE;
        };
    }

    private static CoveyException input(SpecificationException e) {
        String where = e.location().file().isEmpty() ? "" : e.location() + "  ";
        return new CoveyException(Exit.INPUT, where + e.getMessage(), e.advice(), e);
    }
}
