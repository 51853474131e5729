package covey.ranking.trec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Evaluates a run against judgements and prints what trec_eval prints, byte for byte. Where trec_eval's behaviour is undefined
 * (topics whose judgements are all below zero, a comment as the last line of the judgements) Covey goes on; graded rbp of
 * version 10 reads variables there that nobody set, see {@link covey.ranking.metric.gain.RankBiasedPrecision}.
 */
public final class TrecEval {
    private final TrecCall call;
    private final TrecOptions options;

    private TrecEval(TrecCall call) {
        this.call = call;
        this.options = call.options();
    }

    /**
     * Runs a call.
     *
     * @param call what is asked for
     * @param in what {@code -} means
     * @param out where it is printed
     * @throws TrecFault where trec_eval would stop; what it had printed by then has been printed
     */
    public static void run(TrecCall call, InputStream in, OutputStream out) throws IOException {
        new TrecEval(call).run(in, out);
    }

    private void run(InputStream in, OutputStream out) throws IOException {
        Qrels qrels = qrels();
        RunIndex index = call.run().equals("-") ? piped(in, qrels) : run(Path.of(call.run()), qrels);
        new TrecReport(options, qrels, index).print(out);
        out.flush();
    }

    private Qrels qrels() throws IOException {
        try {
            Path path = Path.of(call.qrels());
            if (Files.isReadable(path) && !Files.isDirectory(path) && Files.size(path) > 0) {
                try (InputStream stream = new TrecFile(path).open()) {
                    return Qrels.read(stream, options.version());
                }
            }
        } catch (TrecFault fault) {
            throw new TrecFault(fault.code(), fault.getMessage() + quit(call.qrels()));
        }
        throw unread("qrels file", call.qrels());
    }

    private RunIndex piped(InputStream in, Qrels qrels) throws IOException {
        Path copy = Files.createTempFile("covey-run", ".trec");
        try {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return run(copy, qrels);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private RunIndex run(Path path, Qrels qrels) throws IOException {
        if (!Files.isReadable(path) || Files.isDirectory(path) || Files.size(path) == 0) {
            throw unread("results file", call.run());
        }
        try {
            TrecFile file = new TrecFile(path);
            try {
                return grouped(file, qrels);
            } catch (RunReader.Ungrouped mixed) {
                RunReader reader = new RunReader(qrels, options);
                try (InputStream stream = file.open()) {
                    reader.readHeld(stream);
                }
                return reader.index();
            }
        } catch (MalformedRow malformed) {
            throw new TrecFault(2, malformed.fault(0).getMessage() + quit(call.run()));
        } catch (TrecFault fault) {
            throw new TrecFault(fault.code(), fault.getMessage() + quit(call.run()));
        }
    }

    private RunIndex grouped(TrecFile file, Qrels qrels) throws IOException, RunReader.Ungrouped {
        List<Long> parts = file.parts(options.threads());
        if (parts.size() <= 2) {
            RunReader reader = new RunReader(qrels, options);
            try (InputStream stream = file.open()) {
                reader.readGrouped(stream);
            }
            return reader.index();
        }
        List<RunReader> readers = new ArrayList<>();
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(options.threads())) {
            for (int i = 0; i + 1 < parts.size(); i++) {
                RunReader reader = new RunReader(qrels, options);
                long from = parts.get(i);
                long to = parts.get(i + 1);
                readers.add(reader);
                ends.add(workers.submit(() -> {
                    try (InputStream stream = file.open(from, to)) {
                        reader.readGrouped(stream);
                    }
                    return null;
                }));
            }
        }
        return merged(readers, ends);
    }

    private static RunIndex merged(List<RunReader> readers, List<Future<?>> ends)
            throws IOException, RunReader.Ungrouped {
        long before = 0;
        for (int i = 0; i < readers.size(); i++) {
            try {
                ends.get(i).get();
            } catch (ExecutionException failed) {
                switch (failed.getCause()) {
                    case MalformedRow malformed -> throw malformed.fault(before);
                    case RunReader.Ungrouped mixed -> throw mixed;
                    case IOException io -> throw io;
                    case TrecFault fault -> throw fault;
                    case null, default -> throw new IllegalStateException(failed);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", stopped);
            }
            before += readers.get(i).read();
            if (i > 0 && !readers.getFirst().index().merge(readers.get(i).index())) {
                throw new RunReader.Ungrouped();
            }
        }
        return readers.getFirst().index();
    }

    private static String quit(String file) {
        return "\ntrec_eval: Quit in file '" + file + "'";
    }

    private TrecFault unread(String what, String file) {
        String who = what.startsWith("qrels") ? "trec_eval.get_qrels" : "trec_eval.get_results";
        return new TrecFault(2, who + ": Cannot read " + what + " '" + file + "'" + quit(file));
    }
}
