package covey.assignment;

import covey.assignment.log.AssignmentLog;
import covey.assignment.log.CsvLog;
import covey.assignment.log.LogColumns;
import covey.assignment.log.TableLog;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Column;
import covey.metric.Location;
import covey.metric.Model;
import covey.project.Project;
import covey.project.StudyFile;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import covey.warehouse.bucket.BucketSql;
import covey.warehouse.sql.ModelTables;
import covey.warehouse.sql.bucket.ExposureRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a face may ask about who gets which arm. Evaluation and files need no warehouse. */
public final class Assignments {
    private final Project project;
    private final InstantSource clock;
    private final Warehouse warehouse;
    private final Faults faults;

    /**
     * @param project the project
     * @param clock what time it is
     * @param warehouse opens its warehouse
     * @param faults turns faults of the work into those that the faces tell
     */
    public Assignments(Project project, InstantSource clock, Warehouse warehouse, Faults faults) {
        this.project = project;
        this.clock = clock;
        this.warehouse = warehouse;
        this.faults = faults;
    }

    /** The present, as the workspace knows it. */
    public Instant now() {
        return clock.instant();
    }

    /** The project's warehouse, open while it works. */
    public interface Warehouse {
        /** What the work gives. */
        <T> T with(Function<SqlSession, T> work);
    }

    /** Turns faults of the work into those that the faces tell. */
    public interface Faults {
        /** What the work gives. */
        <T> T told(Supplier<T> work);
    }

    /** Studies that assign and have no faults, in the order of files. */
    public List<String> studies() {
        return project.studies().stream()
                .filter(f -> f.declared().filter(s -> s.treatment().isPresent()).isPresent())
                .map(StudyFile::name)
                .toList();
    }

    /** The assignment that a study declares. */
    public StudyAssignment declared(String name) {
        return faults.told(() -> AssignmentReader.read(study(name)));
    }

    /**
     * A study as it stands at an instant, ready to evaluate; immutable, safe for threads. A study whose slot of a layer
     * overlaps that of another is refused: which of the two has the unit would be a guess.
     */
    public Evaluator evaluator(String name, Instant at) {
        return faults.told(() -> {
            StudyAssignment assignment = AssignmentReader.read(study(name));
            AssignmentFaults.overlaps(project, name).stream().findFirst().ifPresent(fault -> {
                throw new SpecificationException(fault.where(), fault.message(), fault.cure());
            });
            return new Evaluator(assignment, at);
        });
    }

    /** What one unit gets, and how. */
    public Evaluation evaluate(String name, String unit, Map<String, Object> attributes, Instant at) {
        return evaluator(name, at).evaluate(unit, attributes);
    }

    /** The query that recomputes the arms of a study's exposures in the warehouse. */
    public String sql(String name, Instant at) {
        Study study = faults.told(() -> study(name));
        return warehouse.with(session -> {
            StudyAssignment assignment = AssignmentReader.read(study);
            ExposureRows rows = new ExposureRows(new ModelTables(session, study.schema(), at), study);
            return new BucketSql(session.dialect())
                    .query(StudyConfiguration.buckets(assignment, at), "(\n" + rows.select() + "\n) AS x", "x.unit_id");
        });
    }

    /** Recomputes a log. */
    public ReplayReport replay(ReplayRequest request) {
        Study study = faults.told(() -> study(request.study()));
        StudyAssignment assignment = faults.told(() -> AssignmentReader.read(study));
        Map<String, String> armByValue = new TreeMap<>();
        assignment.arms().forEach(a -> armByValue.put(a.value(), a.arm()));
        Replay replay = new Replay(armByValue, faults.told(() -> assigner(request, assignment)));
        faults.told(() -> {
            read(request, study, replay);
            return true;
        });
        return replay.report();
    }

    private static Replay.Assigner assigner(ReplayRequest request, StudyAssignment assignment) {
        if (!request.scheme().equals(Assigners.FLAGD)) {
            return Assigners.of(assignment, request.scheme());
        }
        Path flags = request.flags()
                .orElseThrow(() -> new SpecificationException(
                        Location.NONE,
                        "the scheme flagd needs the flags it evaluated",
                        "name their file with --flags"));
        return FlagdFiles.assigner(request.study(), text(flags));
    }

    /** The studies in flagd's format, as they stand at an instant. */
    public String flagd(List<String> names, Instant at) {
        return faults.told(() -> FlagdFiles.export(
                names.stream().map(n -> AssignmentReader.read(study(n))).toList(), at));
    }

    /** A file in flagd's format as drafts of studies. */
    public List<FlagDraft> drafts(Path file) {
        return faults.told(() -> FlagdFiles.drafts(text(file)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(ReplayRequest request, Study study, Replay replay) {
        if (request.log().isEmpty()) {
            warehouse.with(session -> {
                ModelTables tables =
                        new ModelTables(session, study.schema(), study.context().asOf());
                new TableLog(session, new ExposureRows(tables, study).select()).read(replay);
                return true;
            });
            return;
        }
        Path file = request.log().get();
        LogColumns columns = columns(request, study);
        if (file.toString().endsWith(".parquet")) {
            Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/"));
            Path name = Objects.requireNonNull(file.getFileName());
            Target target = Target.files(folder, Map.of("log", name.toString()));
            faults.told(() -> {
                try (SqlSession session = SqlSession.open(target)) {
                    TableLog.of(session, "log", columns).read(replay);
                }
                return true;
            });
            return;
        }
        AssignmentLog log = new CsvLog(file, columns);
        log.read(replay);
    }

    private static LogColumns columns(ReplayRequest request, Study study) {
        Study.Treatment treatment = study.treatment().orElseThrow();
        Optional<Model> model = study.schema().model(treatment.model());
        String unit = request.unitColumn()
                .or(() -> model.flatMap(m -> m.entity(study.unit())).map(Column::name))
                .orElse(study.unit());
        Optional<String> time =
                request.timeColumn().or(() -> model.flatMap(Model::time).map(Column::name));
        return new LogColumns(
                unit,
                request.armColumn().orElse(treatment.armColumn()),
                time.filter(t -> !t.equals("none")),
                study.schema().zone());
    }

    private Study study(String name) {
        return project.study(name, now());
    }
}
