package covey.study.plan;

import covey.result.StudyResult;
import java.nio.file.Path;

/**
 * A finished plan.
 *
 * @param result its numbers
 * @param file where the study's pre-registration lies
 * @param hash hash of the pre-registration that stands
 * @param kept whether this plan stands; else an earlier one does, since the period has begun
 */
public record PlanReport(StudyResult result, Path file, String hash, boolean kept) {}
