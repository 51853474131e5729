package covey.assignment;

import covey.assign.file.ConfigurationFile;
import covey.assignment.log.AssignmentLog;
import covey.assignment.log.CsvLog;
import covey.assignment.log.JsonLinesLog;
import covey.assignment.log.LogColumns;
import covey.assignment.log.LogFormatException;
import covey.assignment.log.SegmentLog;
import covey.assignment.log.TableLog;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Column;
import covey.metric.Location;
import covey.metric.Model;
import covey.project.Project;
import covey.project.StudyFile;
import covey.project.source.Fault;
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
import java.util.ArrayList;
import java.util.Comparator;
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
    private final Plans plans;

    /**
     * @param project the project
     * @param clock what time it is
     * @param warehouse opens its warehouse
     * @param faults turns faults of the work into those that the faces tell
     * @param plans what studies were registered with
     */
    public Assignments(Project project, InstantSource clock, Warehouse warehouse, Faults faults, Plans plans) {
        this.project = project;
        this.clock = clock;
        this.warehouse = warehouse;
        this.faults = faults;
        this.plans = plans;
    }

    /** What studies were registered with. */
    public interface Plans {
        /** The assignment in a study's plan; empty when it has none. */
        Optional<Planned> of(StudyAssignment declared);
    }

    /**
     * A registered assignment.
     *
     * @param assignment the assignment
     * @param since where it stands, as {@code its plan of 2026-02-26}
     */
    public record Planned(StudyAssignment assignment, String since) {}

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

    /** Every study that assigns, as it stands at an instant; {@link #faults} tells of those that cannot. */
    public List<AssignmentState> states(Instant at) {
        return AssignmentFaults.sound(project).stream()
                .map(study -> AssignmentState.of(study, at))
                .toList();
    }

    /** What is wrong in the studies' assignments, between them, and against the plans of those that run. */
    public List<Fault> faults() {
        List<Fault> all = new ArrayList<>(AssignmentFaults.of(project));
        changes(now()).stream().filter(AssignmentChange::refused).forEach(c -> all.add(c.fault()));
        return all;
    }

    /** Studies that run at an instant and are assigned otherwise than their plans registered. */
    public List<AssignmentChange> changes(Instant at) {
        return AssignmentFaults.sound(project).stream()
                .flatMap(s -> change(s, at).stream())
                .toList();
    }

    private Optional<AssignmentChange> change(StudyAssignment declared, Instant at) {
        return plans.of(declared)
                .filter(_ -> declared.running(at))
                .flatMap(p -> AssignmentChange.between(
                        StudyConfiguration.of(p.assignment(), at),
                        StudyConfiguration.of(declared, at),
                        declared,
                        p.since()));
    }

    /** Running studies that a file to be written assigns otherwise than an earlier one. */
    public List<AssignmentChange> changes(ConfigurationFile earlier, ConfigurationFile written, String since) {
        return AssignmentFaults.sound(project).stream()
                .filter(s -> s.running(written.asOf()))
                .flatMap(s ->
                        AssignmentChange.between(earlier.configuration(), written.configuration(), s, since).stream())
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
            servable(assignment);
            return new Evaluator(assignment, at);
        });
    }

    /** Refuses what no unit should be told: an arm that another study's slot may take, or a value of varying type. */
    private void servable(StudyAssignment assignment) {
        AssignmentFaults.overlaps(project, assignment.study()).stream()
                .findFirst()
                .ifPresent(fault -> {
                    throw new SpecificationException(fault.where(), fault.message(), fault.cure());
                });
        FlagType.check(assignment);
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
        if (!SegmentLog.recognises(request.log())) { // which name the arm, not its value
            assignment.arms().forEach(a -> armByValue.put(a.value(), a.arm()));
        }
        Replay replay = new Replay(armByValue, faults.told(() -> assigner(request, assignment)));
        return replay.report(faults.told(() -> read(request, study, replay)));
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
        return faults.told(() -> FlagdFiles.export(served(names, at), at));
    }

    /** The studies as a file that services assign from, to the bucket as here, as they stand at an instant. */
    public ConfigurationFile configuration(List<String> names, Instant at) {
        return faults.told(() -> {
            List<StudyAssignment> studies = served(names, at);
            Instant until = studies.stream()
                    .map(study -> study.nextChange(at))
                    .min(Comparator.naturalOrder())
                    .orElse(Instant.MAX);
            return new ConfigurationFile(
                    StudyConfiguration.of(studies, at), at, until.equals(Instant.MAX) ? null : until);
        });
    }

    private List<StudyAssignment> served(List<String> names, Instant at) {
        List<StudyAssignment> served =
                names.stream().map(n -> AssignmentReader.read(study(n))).toList();
        served.forEach(this::servable);
        served.stream()
                .flatMap(s -> change(s, at).stream())
                .filter(AssignmentChange::refused)
                .findFirst()
                .ifPresent(c -> {
                    Fault fault = c.fault();
                    throw new SpecificationException(fault.where(), fault.message(), fault.cure());
                });
        return served;
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

    /** Reads the log, and tells how its rows are found again. */
    private AssignmentLog read(ReplayRequest request, Study study, Replay replay) {
        if (request.log().isEmpty()) {
            return warehouse.with(session -> {
                ModelTables tables =
                        new ModelTables(session, study.schema(), study.context().asOf());
                return read(new TableLog(session, new ExposureRows(tables, study).select()), replay);
            });
        }
        if (SegmentLog.recognises(request.log())) {
            return read(SegmentLog.of(request.log(), study.name()), replay);
        }
        if (request.log().size() > 1) {
            throw new LogFormatException(
                    "there are " + request.log().size() + " logs, and only segments of exposures may be several",
                    "give one file of CSV, JSON Lines or Parquet at a time");
        }
        return file(request.log().getFirst(), columns(request, study), replay);
    }

    private AssignmentLog file(Path file, LogColumns columns, Replay replay) {
        if (file.toString().endsWith(".parquet")) {
            Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/"));
            Path name = Objects.requireNonNull(file.getFileName());
            Target target = Target.files(folder, Map.of("log", name.toString()));
            return faults.told(() -> {
                try (SqlSession session = SqlSession.open(target)) {
                    return read(TableLog.of(session, "log", columns), replay);
                }
            });
        }
        boolean lines = file.toString().matches(".*\\.(jsonl|ndjson)(\\.gz)?");
        return read(lines ? new JsonLinesLog(file, columns) : new CsvLog(file, columns), replay);
    }

    private static AssignmentLog read(AssignmentLog log, Replay replay) {
        log.read(replay);
        return log;
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
