package covey.project;

import covey.method.Options;
import covey.metric.Location;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code covey.yml} says.
 *
 * @param name project name; the folder's name when not declared
 * @param version version of the file language
 * @param profile profile that names the warehouse; empty for a project of files
 * @param files table to path, relative to the project folder or absolute
 * @param zone zone in which dates mean midnight
 * @param weekStart first day of the week
 * @param level confidence level in (0, 1)
 * @param levelOrigin where the level was declared, or {@code default}
 * @param seed seed of every random choice
 * @param trust trust rules, nested keys dotted: {@code sample_ratio.threshold}
 * @param minCell smallest cell that is shown, in units
 * @param exampleUnits who sees example units: {@code analyst_only} or {@code nobody}
 * @param results where results are kept; {@code results} in the project folder when empty
 * @param location where the project was declared
 */
public record ProjectConfig(
        String name,
        int version,
        Optional<String> profile,
        Map<String, String> files,
        ZoneId zone,
        DayOfWeek weekStart,
        double level,
        String levelOrigin,
        long seed,
        Options trust,
        int minCell,
        String exampleUnits,
        Optional<String> results,
        Location location) {
    public ProjectConfig {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }
}
