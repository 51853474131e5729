package covey.bench;

import static org.assertj.core.api.Assertions.assertThat;

import covey.bench.ScorecardBenchmark.Timed;
import covey.bench.ScorecardBenchmark.Turns;
import covey.result.Estimate;
import covey.result.StudyResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark measures what it says, on little data. Nothing here looks at a clock. */
class ScorecardBenchmarkTest {
    private static final int USERS = 3000;

    @TempDir
    Path folder;

    @Test
    void bothSidesMeasureTheSameUsers() throws Exception {
        ScorecardProject project = ScorecardProject.write(folder, 60_000, USERS);

        long units = HandWritten.run(project.database());
        StudyResult result = CoveyRun.run(project.folder(), project.database());

        assertThat(units).isEqualTo(USERS);
        assertThat(result.study().metrics()).hasSize(20);
        Set<String> estimated = result.outcomes().stream()
                .filter(o -> o instanceof Estimate e && e.estimand().name().equals("ate"))
                .map(o -> ((Estimate) o).estimand().metric())
                .collect(Collectors.toSet());
        assertThat(estimated).hasSize(20);
    }

    @Test
    void everyTurnIsAProcessOfItsOwn() throws Exception {
        Turns turns = ScorecardBenchmark.measure(ScorecardProject.write(folder, 20_000, 1000));

        assertThat(turns.handWritten()).hasSize(3);
        assertThat(turns.covey()).hasSize(3).allMatch(t -> t.memory().heapMegabytes() > 1);
    }

    @Test
    void theMedianIsCompared() {
        Turns turns = new Turns(runs(4, 1, 2), runs(3, 9, 5));

        assertThat(ScorecardBenchmark.report(turns)).contains("ratio 2.50", "median 2.0 s", "median 5.0 s");
    }

    private static List<Timed> runs(double... seconds) {
        Footprint memory = Footprint.parse(new Footprint(900, 80).line());
        return java.util.Arrays.stream(seconds)
                .mapToObj(s -> new Timed(s, memory))
                .toList();
    }
}
