package securitycenter.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A main class in a process of its own. */
record Child(Process process) implements AutoCloseable {

    static final String JAVA = ProcessHandle.current().info().command().orElse("java");

    static Child of(Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                JAVA,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** What the first line that begins with the word says after it. The lines before it are passed on. */
    String told(String word) throws IOException {
        return told(process.inputReader(), word);
    }

    /** Sends it an empty line, and returns what it says to that after the word. */
    String asked(String word) throws IOException {
        var questions = process.outputWriter();
        questions.newLine();
        questions.flush();
        return told(word);
    }

    static String told(BufferedReader lines, String word) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.strip().startsWith(word)) {
                return line.strip().substring(word.length()).strip();
            }
            System.err.println(line);
        }
        throw new IllegalStateException("It never said " + word);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
