package io.embeddingops.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Closes a connection after the first request that begins when the connection is older than its life. A network interceptor. */
final class ConnectionLife implements Interceptor {

    private final Duration life;
    private final Map<Connection, Long> firstUse = new ConcurrentHashMap<>();

    ConnectionLife(Duration life) {
        this.life = life;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var now = System.nanoTime();
        firstUse.values().removeIf(since -> now - since > 2 * life.toNanos());
        var since = firstUse.computeIfAbsent(chain.connection(), connection -> now);
        var request = chain.request();
        if (now - since < life.toNanos()) {
            return chain.proceed(request);
        }
        firstUse.remove(chain.connection());
        return chain.proceed(request.newBuilder().header("Connection", "close").build());
    }
}
