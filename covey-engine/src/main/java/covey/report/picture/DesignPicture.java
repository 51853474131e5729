package covey.report.picture;

import java.util.Optional;

/** A picture of one design: a sketch of the assignment, not of data. */
public interface DesignPicture {
    /** The picture of a study; empty when its design is another. */
    Optional<Drawn> of(Planned study);
}
