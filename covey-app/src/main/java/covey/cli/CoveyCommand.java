package covey.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code covey} itself; without a verb it prints the help. */
@Command(
        name = "covey",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "VERB",
        description = "A project folder and a warehouse in, trustworthy experiment scorecards out.",
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "Begin with `covey demo`; `covey VERB --help` shows the options of a verb with an example.",
            "Exit codes: 0 computed, whatever it says; 1 a check failed (validate, test, --fail-on); "
                    + "2 the input is wrong; 3 the warehouse failed; 70 an unexpected failure."
        })
final class CoveyCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no verb");
    }
}
