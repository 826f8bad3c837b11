package io.embeddingops.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.fixtures.Permission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An account's requests so far, from the API server's audit log. */
public record AuditLog(List<Request> requests) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    /**
     * One request for an object.
     *
     * @param at when it reached the API server
     */
    public record Request(Instant at, Permission permission, String name, int code, boolean allowed) {

        boolean writes() {
            return WRITES.contains(permission.verb());
        }

        boolean toLease() {
            return permission.resource().equals("leases");
        }
    }

    public static AuditLog of(ControlPlane controlPlane, Account account) {
        try (var lines = Files.lines(controlPlane.logs().resolve("audit.log"))) {
            return new AuditLog(lines.map(AuditLog::event)
                    .filter(event ->
                            account.user().equals(event.at("/user/username").asText()))
                    .filter(event -> event.has("objectRef"))
                    .map(AuditLog::request)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The permissions used. Applying an object that does not exist is also authorized as create. */
    TreeSet<Permission> used() {
        var used = new TreeSet<Permission>();
        for (var request : requests) {
            var permission = request.permission();
            used.add(permission);
            if (permission.verb().equals("patch") && request.code() == 201) {
                used.add(new Permission(permission.group(), permission.resource(), "create"));
            }
        }
        return used;
    }

    List<Request> denied() {
        return requests.stream().filter(request -> !request.allowed()).toList();
    }

    /** All writes except those to the Lease. */
    public List<Request> writes() {
        return requests.stream()
                .filter(request -> request.writes() && !request.toLease())
                .filter(request -> !request.permission().group().equals("authorization.k8s.io"))
                .toList();
    }

    /** The times of successful writes to the Lease. */
    List<Instant> leaseWrites() {
        return requests.stream()
                .filter(request -> request.writes() && request.toLease() && request.code() < 300)
                .map(Request::at)
                .toList();
    }

    private static Request request(JsonNode event) {
        var object = event.get("objectRef");
        var sub = object.path("subresource").asText();
        return new Request(
                Instant.parse(event.get("requestReceivedTimestamp").asText()),
                new Permission(
                        object.path("apiGroup").asText(),
                        object.path("resource").asText() + (sub.isEmpty() ? "" : "/" + sub),
                        event.get("verb").asText()),
                object.path("name").asText(),
                event.at("/responseStatus/code").asInt(),
                "allow"
                        .equals(event.path("annotations")
                                .path("authorization.k8s.io/decision")
                                .asText()));
    }

    private static JsonNode event(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(line, e);
        }
    }
}
