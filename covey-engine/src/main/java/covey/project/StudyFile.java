package covey.project;

import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Location;
import covey.project.source.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A study as it stands in a file, sound or not.
 *
 * @param name name
 * @param kind kind, possibly unknown
 * @param tags tags
 * @param metrics names of the metrics it uses
 * @param location where it was declared
 * @param declared the study, without a bound on the data; empty when it has faults
 * @param faults why it cannot run; those of its metrics included
 */
public record StudyFile(
        String name,
        String kind,
        List<String> tags,
        List<String> metrics,
        Location location,
        Optional<Study> declared,
        List<Fault> faults) {
    public StudyFile {
        tags = List.copyOf(tags);
        metrics = List.copyOf(metrics);
        faults = List.copyOf(faults);
    }

    /**
     * The study, reading nothing later than the given instant.
     *
     * @throws SpecificationException with its first fault when it has any
     */
    public Study study(Instant asOf) {
        if (declared.isEmpty()) {
            Fault first = faults.getFirst();
            throw new SpecificationException(first.where(), first.message(), first.cure());
        }
        return StudyReader.boundedBy(declared.get(), asOf);
    }
}
