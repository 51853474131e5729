package covey.cli.tool;

import covey.cli.console.Console;
import covey.study.tool.TrecTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code covey trec-eval}: prints what trec_eval prints. The options are read as trec_eval reads them, not by picocli. */
@Command(
        name = "trec-eval",
        customSynopsis = "covey trec-eval [OPTIONS] QRELS RUN",
        description = {
            "Prints what trec_eval prints, byte for byte, with its exit codes.",
            "",
            "QRELS has lines `topic iter document grade`, RUN lines `topic iter document rank score run`; either may be "
                    + "gzip, RUN may be - for standard input. The run is streamed when its topics stand together.",
            "",
            "  --as VERSION     9.0.8 (default), 9.0.8-double or 10",
            "  -m MEASURE       a measure or official, set, all_trec; parameters behind a point: -m P.5,10 "
                    + "-m ndcg.1=1,2=3",
            "  -q               each topic too         -n       no summary",
            "  -c               all topics of QRELS    -J       judged documents only",
            "  -l NUM           grade from which a document is relevant (1)",
            "  -M NUM           documents of a topic   -N NUM   documents of the collection",
            "  --threads NUM    threads at most (default: those of the machine); the answer is the same",
            "  -R, -T           qrels and trec_results, the formats that are read"
        },
        footer = {"", "Example:", "  covey trec-eval -q -m all_trec qrels.txt run.txt.gz"})
public final class TrecEvalVerb implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", hidden = true)
    private List<String> arguments = new ArrayList<>();

    private TrecEvalVerb(Console console) {
        this.console = console;
    }

    /** The verb; what it does not know is an argument. */
    public static CommandLine of(Console console) {
        CommandLine line = new CommandLine(new TrecEvalVerb(console));
        line.setUnmatchedOptionsArePositionalParams(true);
        line.setExpandAtFiles(false);
        return line;
    }

    @Override
    public Integer call() throws IOException {
        AtomicInteger code = new AtomicInteger();
        TrecTool tool = new TrecTool(
                System.in, console.out(), console.err(), Runtime.getRuntime().availableProcessors());
        if (tool.run(arguments, code::set) == TrecTool.End.HELP) {
            spec.commandLine().usage(console.out());
        }
        console.out().flush();
        return code.get();
    }
}
