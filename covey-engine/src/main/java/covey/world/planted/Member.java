package covey.world.planted;

/**
 * What is known of a user before any experiment: all that enrolment and effects may depend on.
 *
 * @param index number of the user, from 0
 * @param community home community
 * @param country country code
 * @param platform {@code android}, {@code ios} or {@code web}
 */
public record Member(int index, String community, String country, String platform) {}
