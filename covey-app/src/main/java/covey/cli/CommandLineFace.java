package covey.cli;

import covey.cli.console.Console;
import covey.cli.session.Session;
import covey.cli.session.SiteStarter;
import covey.project.source.Names;
import covey.study.CoveyException;
import covey.study.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The top level of the command line: parses, runs the verb, and turns whatever happens into a message and a code. */
public final class CommandLineFace {
    /** Exit code of an unexpected failure, {@code EX_SOFTWARE} of sysexits. */
    public static final int INTERNAL = 70;

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ISO_INSTANT;

    private static final List<String> VERSION = List.of("-V", "--version");

    private final Session session;

    /**
     * @param console where to read and print
     * @param version Covey's version
     * @param sites starts the pages for {@code serve}
     */
    public CommandLineFace(Console console, String version, SiteStarter sites) {
        this.session = new Session(console, version, sites);
    }

    /** Runs one command and returns its exit code; throws nothing. */
    public int run(List<String> arguments) {
        try {
            int code = commandLine(arguments).execute(arguments.toArray(String[]::new));
            session.console().out().flush();
            return code;
        } catch (Throwable e) { // the last resort: an Error, which picocli does not catch
            return unexpected(e);
        } finally {
            session.finished();
        }
    }

    /** Cancels what runs; called from a shutdown hook. */
    public void interrupt() {
        session.interrupt();
    }

    /** The parser. Reading the annotations of all verbs costs a tenth of a second, so a known verb comes alone. */
    private CommandLine commandLine(List<String> arguments) {
        Console console = session.console();
        CommandLine line = new CommandLine(new CoveyCommand());
        Map<String, Function<Session, Object>> verbs = Verbs.all();
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        verbs.forEach((name, maker) -> {
            if (name.equals(first) || (!verbs.containsKey(first) && !VERSION.contains(first))) {
                line.addSubcommand(name, maker.apply(session));
            }
        });
        // setters reach the verbs only when they are already there
        line.getSubcommands().values().forEach(verb -> verb.getCommandSpec().versionProvider(this::version));
        line.getCommandSpec().versionProvider(this::version);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(Math.min(console.width(), 110));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(console.outHasColour() ? Ansi.ON : Ansi.OFF));
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler(this::misused);
        line.setExecutionExceptionHandler((e, _, _) -> failed(e));
        return line;
    }

    private String[] version() {
        return new String[] {
            "covey " + session.version() + ", Java " + Runtime.version().feature()
        };
    }

    /** A command line that cannot be understood: what, the nearest right word, where the help is. */
    private int misused(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        if (line.getParent() == null && arguments.length == 0) {
            line.usage(session.console().err());
            return Exit.INPUT.code();
        }
        String nearest = nearest(line, e);
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        session.console().say(command + ": " + decapitalised(message) + (nearest.isEmpty() ? "" : "; " + nearest));
        session.console().say("  `" + command + " --help` shows how it is used");
        return Exit.INPUT.code();
    }

    private static String nearest(CommandLine line, ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return "";
        }
        String word = unmatched.getUnmatched().getFirst();
        String name = word.replaceFirst("=.*", "");
        List<String> known = word.startsWith("-")
                ? List.copyOf(line.getCommandSpec().optionsMap().keySet())
                : List.copyOf(line.getSubcommands().keySet());
        return Names.nearest(name, known).map(k -> "did you mean '" + k + "'?").orElse("");
    }

    private static String decapitalised(String message) {
        return message.isEmpty() ? message : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private int failed(Exception e) {
        return switch (e) {
            case CoveyException fault -> {
                session.say("covey", fault);
                yield fault.exit().code();
            }
            case UncheckedIOException io -> unreadable(io.getCause() == null ? new IOException(io) : io.getCause());
            case IOException io -> unreadable(io);
            default -> unexpected(e);
        };
    }

    /** A file that cannot be read or written is the reader's to mend: no stack trace. */
    private int unreadable(IOException e) {
        String kind = switch (e) {
            case java.nio.file.NoSuchFileException _ -> "no such file: ";
            case java.nio.file.AccessDeniedException _ -> "not permitted to read or write: ";
            case java.nio.file.FileAlreadyExistsException _ -> "a file is in the way: ";
            case java.nio.file.NotDirectoryException _ -> "not a folder: ";
            case java.net.BindException _ -> "cannot listen on that port (another --port?): ";
            default -> "cannot read or write: ";
        };
        session.console().say("covey: " + kind + e.getMessage());
        return Exit.INPUT.code();
    }

    private int unexpected(Throwable e) {
        String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String where;
        try {
            where = "the stack trace is in " + writeTrace(e);
        } catch (IOException io) {
            where = "the stack trace could not be written: " + io.getMessage();
        }
        session.console()
                .say("covey: unexpected failure: " + what.lines().findFirst().orElse("") + "; " + where);
        return INTERNAL;
    }

    private Path writeTrace(Throwable e) throws IOException {
        StringWriter text = new StringWriter();
        text.append("covey ").append(session.version()).append('\n');
        e.printStackTrace(new PrintWriter(text));
        String stamp = STAMP.format(session.console().clock().instant()).replaceAll("[^0-9TZ]", "");
        Path project = session.project();
        Path caches = Files.isRegularFile(project.resolve("covey.yml")) && Files.isWritable(project)
                ? Files.createDirectories(project.resolve(".covey"))
                : Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        Path log = caches.resolve("crash-" + stamp + ".log");
        return Files.writeString(log, text.toString(), StandardCharsets.UTF_8);
    }
}
