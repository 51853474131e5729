package covey.study.tool;

import covey.ranking.trec.TrecArguments;
import covey.ranking.trec.TrecCall;
import covey.ranking.trec.TrecEval;
import covey.ranking.trec.TrecFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * trec_eval's command line.
 *
 * @param in what {@code -} means
 * @param out answers
 * @param err messages
 * @param threads threads at most, where the command line does not say
 */
public record TrecTool(InputStream in, OutputStream out, PrintStream err, int threads) {
    /** What a command line came to. */
    public enum End {
        /** It ran, well or not; the code says. */
        RAN,
        /** It asked for help. */
        HELP
    }

    /**
     * Runs a command line.
     *
     * @param code told the exit code, that of trec_eval
     */
    public End run(List<String> arguments, java.util.function.IntConsumer code) throws IOException {
        code.accept(0);
        try {
            TrecCall call = TrecArguments.parse(arguments, threads);
            switch (call.action()) {
                case HELP -> {
                    return End.HELP;
                }
                case VERSION ->
                    err.println("covey trec-eval, as trec_eval "
                            + call.options().version().label());
                case EVALUATE -> TrecEval.run(call, in, out);
            }
        } catch (TrecFault fault) {
            out.flush();
            err.println(fault.getMessage());
            code.accept(fault.code());
        }
        return End.RAN;
    }
}
