package io.embeddingops.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.embeddingops.hub.Fault;
import io.embeddingops.hub.Hub;
import io.embeddingops.hub.Seen;
import io.embeddingops.source.FetchReason;
import io.embeddingops.source.Selection;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a hub that works: revisions, selections, tokens, names and what it refuses. */
class FetchTest extends HubCase {

    FetchTest() {
        super(3);
    }

    @Test
    void modelIsEqualAndReported() throws Exception {
        hub.pageSize = 2;
        var fetched = fetch().run();
        TestModel.assertEqual(model, fetched.found().directory());
        assertThat(fetched.result().source()).isEqualTo("hf://acme/mini@main");
        assertThat(fetched.result().revision()).isEqualTo(hub.commit(TestModel.REPO, "main"));
        assertThat(fetched.result().moved()).isNull();
        assertThat(temporary.resolve("cache/hf/acme--mini/refs/main/model.safetensors"))
                .hasSize(TestModel.WEIGHTS);
    }

    @Test
    void completeModelNeedsNoHub() throws Exception {
        fetch().run();
        hub.requests.clear();
        var again = fetch().run();
        assertThat(hub.requests).as("one look for a newer revision").hasSize(1);
        assertThat(hub.downloads()).isEmpty();
        hub.close();
        assertThat(fetch().run().result()).isEqualTo(again.result());
    }

    @Test
    void branchThatMovesIsReportedAndNotFollowed() throws Exception {
        var first = fetch().run().result();
        hub.move(TestModel.REPO, "main", TestModel.create(temporary.resolve("new"), 4));
        var second = fetch().run().result();
        assertThat(second.revision()).isEqualTo(first.revision());
        assertThat(second.moved()).isEqualTo(hub.commit(TestModel.REPO, "main")).isNotEqualTo(first.revision());
    }

    @Test
    void pinnedRevisionIsFetchedAfterTheBranchHasMoved() throws Exception {
        var old = hub.commit(TestModel.REPO, "main");
        hub.move(TestModel.REPO, "main", TestModel.create(temporary.resolve("new"), 4));
        var fetched = fetch().pinned(old).run();
        TestModel.assertEqual(model, fetched.found().directory());
        assertThat(fetched.result().revision()).isEqualTo(old);
        assertThat(fetched.result().moved()).isEqualTo(hub.commit(TestModel.REPO, "main"));
    }

    @Test
    void commitNeedsNoLookForNewerOnes() throws Exception {
        var commit = hub.commit(TestModel.REPO, "main");
        fetch().revision(commit).run();
        hub.requests.clear();
        fetch().revision(commit).run();
        assertThat(hub.requests).isEmpty();
    }

    @Test
    void patternsSelectFiles() throws Exception {
        var selection = new Selection(List.of("*.json", "model.*"), List.of("tokenizer*"));
        var fetched = fetch().selection(selection).run();
        assertThat(fetched.found().directory().resolve("1_Pooling/config.json")).exists();
        assertThat(fetched.found().directory().resolve("model.safetensors")).exists();
        assertThat(fetched.found().directory().resolve("tokenizer.json")).doesNotExist();
        assertThat(fetched.found().directory().resolve("empty.txt")).doesNotExist();
        var none = fails(fetch().selection(new Selection(List.of("*.bin"), List.of())));
        assertThat(none.reason()).isEqualTo(FetchReason.MODEL_NOT_FOUND);
        assertThat(none).hasMessageContaining("none of the 6 files").hasMessageContaining("include");
    }

    /** The CDN differs by its port, and perhaps by its name. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void tokenGoesToTheHubOnly(String cdn) throws Exception {
        hub.cdnHost = cdn;
        hub.privateRepos.add(TestModel.REPO);
        hub.tokens.put("hf_secret", true);
        fetch().token("hf_secret").run();
        assertThat(hub.requests).filteredOn(Seen::cdn).isNotEmpty().noneMatch(Seen::authorized);
        assertThat(hub.requests).filteredOn(seen -> !seen.cdn()).isNotEmpty().allMatch(Seen::authorized);
    }

    @Test
    void refusalsAreNamed() {
        hub.tokens.put("member", true);
        hub.tokens.put("stranger", false);
        refused(fetch().repo("acme/nothing"), FetchReason.MODEL_NOT_FOUND, "does not exist", "repo");
        refused(
                fetch().repo("acme/nothing").token("member"),
                FetchReason.MODEL_NOT_FOUND,
                "does not exist",
                "may not read");
        refused(fetch().revision("v9"), FetchReason.MODEL_NOT_FOUND, "has no revision v9", "revision");
        refused(fetch().token("wrong"), FetchReason.MODEL_UNAUTHORIZED, "does not accept the token", "tokenSecret");
        hub.gatedRepos.add(TestModel.REPO);
        refused(fetch(), FetchReason.MODEL_UNAUTHORIZED, "gated", hub.endpoint() + "/acme/mini");
        refused(fetch().token("stranger"), FetchReason.MODEL_UNAUTHORIZED, "gated", "account that accepted");
        hub.faults = seen -> seen.path().contains("/tree/") ? Optional.of(Fault.status(403)) : Optional.empty();
        refused(fetch().token("member"), FetchReason.MODEL_UNAUTHORIZED, "permission");
        hub.faults = seen -> Optional.of(Fault.status(404));
        refused(fetch(), FetchReason.MODEL_NOT_FOUND, "does not have the revision");
    }

    @Test
    void unreachableHostsAreNamed() {
        hub.close();
        refused(fetch(), FetchReason.MODEL_UNREACHABLE, "localhost:", "cannot be reached", "network policies");
        refused(
                new FetchCase(URI.create("http://no.such.host.invalid"), temporary.resolve("cache")),
                FetchReason.MODEL_UNREACHABLE,
                "no.such.host.invalid cannot be resolved");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9",
                "http://[::1]:9",
                "http://169.254.169.254",
                "http://0.0.0.0:9",
                "http://localhost:9"
            })
    void localAddressesAreRefused(String endpoint) {
        refused(
                new FetchCase(URI.create(endpoint), temporary.resolve("cache")).withoutLocalAddresses(),
                FetchReason.MODEL_UNREACHABLE,
                "not allowed",
                "--allow-local-addresses");
    }

    @Test
    void redirectToLocalAddressIsRefused() throws Exception {
        var own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !LocalAddresses.contain(address))
                .findFirst();
        Assumptions.assumeTrue(own.isPresent(), "this machine has no address but loopback");
        try (var everywhere = Hub.startEverywhere(temporary.resolve("models"))) {
            var endpoint = "http://" + own.get().getHostAddress() + ":"
                    + everywhere.endpoint().getPort();
            refused(
                    new FetchCase(URI.create(endpoint), temporary.resolve("cache")).withoutLocalAddresses(),
                    FetchReason.MODEL_UNREACHABLE,
                    "the address 127.0.0.1",
                    "not allowed");
            assertThat(everywhere.requests).isNotEmpty().noneMatch(Seen::cdn);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../escape.json",
                "/etc/passwd",
                "a/../b",
                "a\\b",
                "a//b",
                "a/./b",
                "tab\tname",
                "CONFIG.json",
                "model.safetensors/x",
                ".complete",
                "\u202egnp.exe"
            })
    void unsafeNamesAreRefused(String name) throws Exception {
        hub.renamed.put("tokenizer.json", name);
        refused(fetch(), FetchReason.MODEL_CORRUPT, "the source lists the file");
        assertThat(hub.downloads()).isEmpty();
        assertThat(Files.exists(temporary.resolve("cache/hf"))).isFalse();
    }

    private FetchCase fetch() {
        return new FetchCase(hub, temporary.resolve("cache"));
    }

    private static void refused(FetchCase fetch, FetchReason reason, String... words) {
        var failure = fails(fetch);
        assertThat(failure).as("failure").isNotNull().hasMessageContainingAll(words);
        assertThat(failure.reason()).isEqualTo(reason);
    }

    private static FetchException fails(FetchCase fetch) {
        return catchThrowableOfType(FetchException.class, fetch::run);
    }
}
