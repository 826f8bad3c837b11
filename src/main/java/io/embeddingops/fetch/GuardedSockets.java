package io.embeddingops.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that check each address just before they connect to it: names are resolved by then, and redirects and literal addresses
 * pass here as well.
 */
final class GuardedSockets extends SocketFactory {

    private final boolean localAddresses;

    GuardedSockets(boolean localAddresses) {
        this.localAddresses = localAddresses;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                if (!localAddresses
                        && endpoint instanceof InetSocketAddress address
                        && !address.isUnresolved()
                        && LocalAddresses.contain(address.getAddress())) {
                    throw new RefusedAddressException(address.getAddress());
                }
                super.connect(endpoint, timeout);
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket(InetAddress.getByName(host), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        var socket = createSocket();
        socket.connect(new InetSocketAddress(host, port), 0);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(InetAddress.getByName(host), port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        var socket = createSocket();
        socket.bind(new InetSocketAddress(localHost, localPort));
        socket.connect(new InetSocketAddress(host, port), 0);
        return socket;
    }

    /** The address of a connection that is not allowed. */
    static final class RefusedAddressException extends IOException {

        private static final long serialVersionUID = 1L;

        RefusedAddressException(InetAddress address) {
            super(address.getHostAddress());
        }
    }
}
