package covey.study;

import covey.assignment.Assignments.Warehouse;
import covey.catalog.Catalog;
import covey.data.LookHistory;
import covey.experiment.adapt.ConditionalReEstimation;
import covey.experiment.plan.ExperimentDesign;
import covey.experiment.plan.PlanBasis;
import covey.experiment.plan.ReEstimation;
import covey.experiment.spec.PlanReader;
import covey.method.Estimator;
import covey.method.Study;
import covey.result.StudyResult;
import covey.study.look.PlannedEnd;
import covey.study.plan.InterimLook;
import covey.study.plan.PlanFile;
import covey.study.plan.PlanRegister;
import covey.study.plan.PlanReport;
import covey.study.plan.ReEstimate;
import covey.study.plan.Registered;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Plans of studies: made from history, kept, and sized again while the study runs. */
final class Designs {
    private static final Runner.Beside NOTHING = new Runner.Beside(LookHistory.NONE, _ -> List.of());

    private final Surroundings surroundings;
    private final ResultStore store;
    private final Warehouse warehouse;

    Designs(Surroundings surroundings, ResultStore store, Warehouse warehouse) {
        this.surroundings = surroundings;
        this.store = store;
        this.warehouse = warehouse;
    }

    /**
     * Plans a study; the plan is kept until the period has begun.
     *
     * @param replays splits of an A/A replay of the history; none when zero
     */
    PlanReport plan(Study study, int replays, Progress progress) {
        String name = study.name();
        Instant now = surroundings.clock().instant();
        Runner runner = new Runner(surroundings);
        // a plan that was taken away is not made anew once the period has begun: that would hide what was registered
        Registered before = store.registered(name);
        boolean stands = !study.start().isAfter(now)
                && (before.file().isPresent() || before.missing().isPresent());
        Optional<Runner.Run> draw = warehouse.with(session -> (stands ? none() : Catalog.draw(study))
                .map(method -> runner.run(method, study, session, progress, NOTHING)));
        PlanFile registered = PlanRegister.register(Catalog.of(study), study, now)
                .with(draw.map(Runner.Run::artifacts).orElse(List.of()));
        Runner.Run plan = warehouse.with(session -> {
            Runner.Beside said = new Runner.Beside(LookHistory.NONE, _ -> List.of(registered.found()));
            Runner.Run planned = runner.run(Catalog.planner(study), study, session, progress, said);
            Runner.Run made = draw.map(planned::with).orElse(planned);
            return replays == 0
                    ? made
                    : made.with(runner.run(Catalog.replay(study, replays), study, session, progress, NOTHING));
        });
        if (!stands) {
            store.keepPlan(plan, registered.text());
        }
        return new PlanReport(
                plan.result(),
                store.planFile(name),
                (stands ? before.file() : store.plan(name))
                        .flatMap(PlanFile::read)
                        .orElse(registered)
                        .hash(),
                !stands);
    }

    /** What the study's plan expects at its end; nothing without one. */
    List<LookHistory.Planned> atTheEnd(Study study) {
        return store.hasPlan(study.name())
                ? PlannedEnd.of(store.result(study.name(), ResultStore.PLAN), study)
                : List.of();
    }

    /**
     * Sizes a running study again by its plan.
     *
     * @param asOf the study as it was to be read at another instant
     * @param looks looks on record
     */
    RunReport reEstimate(Study study, Function<Instant, Study> asOf, LookHistory looks, Progress progress) {
        PlanFile file = store.plan(study.name())
                .flatMap(PlanFile::read)
                .orElseThrow(() -> new CoveyException(
                        Exit.INPUT,
                        "study '" + study.name() + "' has no plan that could be re-estimated",
                        "covey design " + study.name() + " before its period starts",
                        null));
        StudyResult plan = store.result(study.name(), ResultStore.PLAN);
        Study planned = asOf.apply(Instant.parse(plan.provenance().asOf()));
        Instant end = Instant.parse(
                file.registered().getOrDefault("period.end", study.end().toString()));
        PlanBasis basis = PlanBasis.of(planned, store.data(study.name(), ResultStore.PLAN), end);
        InterimLook look = new InterimLook(file, ReEstimate.all(store.reEstimates(study.name())), looks);
        Optional<Instant> interim = look.allowed(PlanReader.read(study, ExperimentDesign.DESIGNS));
        Runner runner = new Runner(surroundings);
        Runner.Run run = warehouse.with(session -> interim.isEmpty()
                ? runner.run(new ReEstimation(Optional.of(basis)), study, session, progress, NOTHING)
                : runner.run(
                        new ConditionalReEstimation(Optional.of(basis)),
                        asOf.apply(interim.get()),
                        session,
                        progress,
                        NOTHING));
        Path folder = store.keepReEstimate(run);
        return new RunReport(run.result(), folder, List.of(folder.resolve("result.json")));
    }

    private static Optional<Estimator<?, ?>> none() {
        return Optional.empty();
    }
}
