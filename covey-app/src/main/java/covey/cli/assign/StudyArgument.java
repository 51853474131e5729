package covey.cli.assign;

import picocli.CommandLine.Parameters;

/** The study that a command is about. */
final class StudyArgument {
    @Parameters(index = "0", paramLabel = "STUDY", description = "Name of the study.")
    private String study = "";

    /** Its name. */
    String name() {
        return study;
    }
}
