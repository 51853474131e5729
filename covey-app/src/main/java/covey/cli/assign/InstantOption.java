package covey.cli.assign;

import covey.cli.session.Moment;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The time at which a ramp or a period is looked at. */
final class InstantOption {
    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            converter = Moment.InstantReader.class,
            description = "As ramps and periods stand then. Default: now; for sql the end of the period.")
    private @Nullable Instant at;

    /** The instant, when one was named. */
    Optional<Instant> at() {
        return Optional.ofNullable(at);
    }
}
