package covey.study;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What a workspace may know of the world outside its folder; nothing is read ambiently.
 *
 * @param environment environment variables
 * @param clock clock
 * @param home home folder, where profiles live
 * @param target target of the profile; its default when empty
 * @param codeVersion version of this program
 */
public record Surroundings(
        Map<String, String> environment, InstantSource clock, Path home, Optional<String> target, String codeVersion) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
