package covey.assign.exposure;

/**
 * What a reading of segments found.
 *
 * @param exposures handed on, each once
 * @param torn last lines cut short by a killed process; such an exposure was never confirmed to its caller
 * @param damaged whole lines whose checksum does not hold
 * @param duplicates lines read before, as in a tail that was copied twice
 * @param clockWentBack exposures written while the clock had gone backwards; their order holds
 */
public record Tally(long exposures, int torn, int damaged, long duplicates, long clockWentBack) {}
