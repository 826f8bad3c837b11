package io.embeddingops.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A TCP proxy that can simulate network partitions: while it is cut, data neither arrives nor fails. */
final class TcpProxy implements AutoCloseable {

    private final ServerSocket entry;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Set<Socket> lost = new HashSet<>();
    private boolean cut;

    private TcpProxy(ServerSocket entry, int target) {
        this.entry = entry;
        this.target = target;
    }

    /** Creates a proxy to that port on this machine. */
    static TcpProxy to(int target) {
        try {
            var proxy = new TcpProxy(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), target);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return entry.getLocalPort();
    }

    synchronized void cut() {
        cut = true;
    }

    synchronized void heal() {
        cut = false;
        notifyAll();
    }

    /** Silently drops all data on existing connections without closing them. New connections work. */
    synchronized void loseConnections() {
        lost.addAll(sockets);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        closeQuietly(entry);
        sockets.forEach(TcpProxy::closeQuietly);
    }

    private void accept() {
        try {
            while (true) {
                var from = entry.accept();
                var to = new Socket("127.0.0.1", target);
                sockets.addAll(List.of(from, to));
                threads.execute(() -> copy(from, to));
                threads.execute(() -> copy(to, from));
            }
        } catch (IOException e) {
            closeQuietly(entry); // closed by the test
        }
    }

    private void copy(Socket from, Socket to) {
        var buffer = new byte[16384];
        try (from;
                to) {
            for (var count = 0; count >= 0; count = from.getInputStream().read(buffer)) {
                awaitHealed(from);
                to.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException e) {
            closeQuietly(to); // one side closed its connection
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitHealed(Socket from) throws InterruptedException {
        while (cut || lost.contains(from)) {
            wait();
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
