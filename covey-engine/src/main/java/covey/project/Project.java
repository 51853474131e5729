package covey.project;

import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Location;
import covey.metric.Metric;
import covey.metric.Schema;
import covey.project.source.Names;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A project folder, read.
 *
 * @param root the folder
 * @param config what {@code covey.yml} says
 * @param schema tables, links and dimensions
 * @param metrics sound metrics in the order of files
 * @param tests tests of metrics
 * @param studies studies in the order of files, sound or not
 */
public record Project(
        Path root,
        ProjectConfig config,
        Schema schema,
        List<Metric> metrics,
        List<MetricTest> tests,
        List<StudyFile> studies) {
    public Project {
        metrics = List.copyOf(metrics);
        tests = List.copyOf(tests);
        studies = List.copyOf(studies);
    }

    /** Metric by name. */
    public Optional<Metric> metric(String name) {
        return metrics.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    /** Study file by name. */
    public Optional<StudyFile> studyFile(String name) {
        return studies.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /**
     * The study of that name, reading nothing later than {@code asOf}.
     *
     * @throws SpecificationException when there is none, with the nearest name, or when it has faults, with the first
     */
    public Study study(String name, Instant asOf) {
        StudyFile file = studyFile(name).orElseThrow(() -> {
            List<String> names = studies.stream().map(StudyFile::name).toList();
            return new SpecificationException(
                    Location.NONE, "there is no study '" + name + "'", Names.suggestion(name, names));
        });
        return file.study(asOf);
    }
}
