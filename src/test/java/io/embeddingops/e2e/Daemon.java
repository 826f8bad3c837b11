package io.embeddingops.e2e;

import io.embeddingops.it.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A server that {@code hack/build.sh} has built, as a process of the test. */
final class Daemon implements AutoCloseable {

    private static final Duration START = Pace.of(30);
    private static final int CONNECT_MILLISECONDS = 500;

    private final Process process;
    private final Path log;

    private Daemon(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a program and waits until it accepts connections at that address. */
    static Daemon start(
            String program, InetSocketAddress address, Map<String, String> environment, String... arguments) {
        var command = new ArrayList<>(List.of(path(program)));
        command.addAll(List.of(arguments));
        return start(program, command, address, environment);
    }

    /** Starts a command and waits until the program accepts connections at that address. */
    static Daemon start(
            String program, List<String> command, InetSocketAddress address, Map<String, String> environment) {
        try {
            var log = Files.createTempFile(Path.of("target"), program + "-", ".log");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            var daemon = new Daemon(builder.start(), log);
            try {
                Awaitility.await("start of " + program + ", see " + log)
                        .atMost(START)
                        .until(() -> accepts(address));
            } catch (ConditionTimeoutException e) {
                daemon.close();
                throw e;
            }
            return daemon;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of a program in the cache. */
    static String path(String program) {
        return Script.run("hack/build.sh", "--path", program).strip();
    }

    /** A port that is free on that address. */
    static InetSocketAddress free(String host) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, 0));
            return new InetSocketAddress(host, socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The log so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether something accepts connections there. */
    static boolean accepts(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, CONNECT_MILLISECONDS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Interrupts the program, as Ctrl-C does, and waits until it has ended. */
    void interrupt() {
        Script.run("kill", "-INT", String.valueOf(process.pid()));
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
