package covey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell launcher with pretended JDKs: each says its version in {@code release} and echoes what it is called with. */
class LauncherTest {
    @TempDir
    Path folder = Path.of("");

    private Path root = Path.of("");

    private record Answer(int exit, String out, String err) {}

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectories(folder.resolve("a check out"));
        Path repository = Path.of("..").toAbsolutePath().normalize();
        Files.copy(repository.resolve("covey"), root.resolve("covey"));
        Files.setPosixFilePermissions(root.resolve("covey"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(root.resolve("covey-app/src/main"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Path target = root.resolve("covey-app/target/covey");
        Path lib = Files.createDirectories(target.resolve("lib"));
        Files.writeString(lib.resolve("covey-app.jar"), "");
        Files.writeString(target.resolve("covey.aot"), "");
        Files.writeString(target.resolve("built"), "");
    }

    @Test
    void takesJava25WhenPathHas17() throws Exception {
        Path old = jdk("jdk 17", "17.0.15");
        jdk("jvms/temurin 25", "25.0.3");
        Path jvms = folder.resolve("jvms");
        Answer answer =
                start(Map.of("PATH", old.resolve("bin") + ":/usr/bin:/bin", "COVEY_JVM_DIRS", jvms.toString()), "list");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).startsWith("temurin 25:").endsWith("covey-app.jar list\n");
        assertThat(answer.exit()).isZero();
    }

    @Test
    void explicitHomeComesFirst() throws Exception {
        Path named = jdk("named", "26");
        Path other = jdk("other", "25.0.1");
        Answer answer = start(Map.of("COVEY_JAVA_HOME", named.toString(), "JAVA_HOME", other.toString()), "list");
        assertThat(answer.out()).startsWith("named:");
    }

    @Test
    void explicitHomeThatIsTooOldIsRefusedAndNotReplaced() throws Exception {
        Path named = jdk("named", "17.0.2");
        Path other = jdk("other", "25.0.1");
        Answer answer = start(Map.of("COVEY_JAVA_HOME", named.toString(), "JAVA_HOME", other.toString()), "list");
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).contains("COVEY_JAVA_HOME=" + named).contains("25");
    }

    @Test
    void withoutAnyJdkOneLineSaysWhatToInstall() throws Exception {
        jdk("jvms/17", "17.0.15");
        Path jvms = folder.resolve("jvms");
        Answer answer = start(Map.of("COVEY_JVM_DIRS", jvms.toString()), "show", "x");
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines()).hasSize(1);
        assertThat(answer.err()).contains("JDK 25").contains("install");
    }

    @Test
    void buildsWhenASourceIsNewerAndShowsTheFailure() throws Exception {
        Path home = jdk("jdk", "25");
        Files.writeString(home.resolve("bin/javac"), "");
        makeExecutable(home.resolve("bin/javac"));
        Path tools = Files.createDirectories(folder.resolve("tools"));
        script(tools.resolve("mvn"), "echo \"mvn with $JAVA_HOME: cannot find symbol\"; exit 1");
        Path built = root.resolve("covey-app/target/covey/built");
        Files.setLastModifiedTime(built, java.nio.file.attribute.FileTime.fromMillis(0));
        Answer answer = start(Map.of("JAVA_HOME", home.toString(), "PATH", tools + ":/usr/bin:/bin"), "list");
        assertThat(answer.exit()).isEqualTo(70);
        assertThat(answer.err()).contains("building").contains("mvn with " + home + ": cannot find symbol");
        assertThat(root.resolve(".covey/build.lock")).doesNotExist();
    }

    @Test
    void aLockWhoseOwnerIsGoneIsTakenAway() throws Exception {
        Path home = jdk("jdk", "25");
        Files.writeString(home.resolve("bin/javac"), "");
        makeExecutable(home.resolve("bin/javac"));
        Path tools = Files.createDirectories(folder.resolve("tools"));
        script(tools.resolve("mvn"), "touch covey-app/target/covey/built");
        Files.setLastModifiedTime(
                root.resolve("covey-app/target/covey/built"), java.nio.file.attribute.FileTime.fromMillis(0));
        Path lock = Files.createDirectories(root.resolve(".covey/build.lock"));
        Files.writeString(lock.resolve("pid"), "999999999\n");
        Answer answer = start(Map.of("JAVA_HOME", home.toString(), "PATH", tools + ":/usr/bin:/bin"), "list");
        assertThat(answer.exit()).isZero();
        assertThat(lock).doesNotExist();
    }

    @Test
    void worksThroughSymbolicLinksFromAnotherFolder() throws Exception {
        Path home = jdk("jdk", "25");
        Path link = Files.createSymbolicLink(folder.resolve("link"), root.resolve("covey"));
        Path second = Files.createSymbolicLink(folder.resolve("second link"), link.getFileName());
        Answer answer = start(second, Map.of("JAVA_HOME", home.toString()), "show", "two words");
        assertThat(answer.out()).contains(root + "/covey-app/target/covey/lib/covey-app.jar show two words");
    }

    @Test
    void quickVerbsTakeTheQuickCompilerAndTheCache() throws Exception {
        Path home = jdk("jdk", "25");
        Map<String, String> environment = Map.of("JAVA_HOME", home.toString());
        assertThat(start(environment, "show", "x").out())
                .contains("-XX:TieredStopAtLevel=1")
                .contains("-XX:AOTCache=" + root);
        assertThat(start(environment, "run").out())
                .contains("-XX:TieredStopAtLevel=4")
                .contains("-Xmx512m");
        Files.delete(root.resolve("covey-app/target/covey/covey.aot"));
        assertThat(start(environment, "show", "x").out()).doesNotContain("AOTCache");
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nLIBC=\"gnu\"\n");
        script(home.resolve("bin/java"), "echo \"" + home.getFileName() + ": $*\"");
        return home;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        makeExecutable(file);
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Answer start(Map<String, String> environment, String... arguments) throws Exception {
        return start(root.resolve("covey"), environment, arguments);
    }

    private Answer start(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", noJava(), "COVEY_JVM_DIRS", "", "HOME", folder.toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** A PATH with what the launcher calls and no java. */
    private String noJava() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("plain tools"));
        for (String tool : List.of("find", "head", "dirname", "readlink", "sed", "mkdir", "rm", "cat", "sleep", "mv")) {
            script(tools.resolve(tool), "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
        }
        return tools.toString();
    }
}
