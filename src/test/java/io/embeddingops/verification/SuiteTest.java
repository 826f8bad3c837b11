package io.embeddingops.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.verification.EndpointException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuiteTest {

    /** Records requests; subclasses let some of them fail. */
    private static class Server implements EmbeddingEndpoint {

        final List<List<String>> requests = new ArrayList<>();
        final List<Integer> sizes = new ArrayList<>();

        @Override
        public Optional<ModelInfo> modelInfo() throws EndpointException {
            requests.add(List.of());
            return Optional.of(ModelInfo.of(false));
        }

        @Override
        public List<float[]> embed(List<String> texts, OptionalInt dimensions) throws EndpointException {
            requests.add(texts);
            dimensions.ifPresent(sizes::add);
            beforeResponse();
            return ScriptedModel.usual().embed(texts, dimensions);
        }

        @Override
        public boolean reachable(AdminEndpoint endpoint) throws EndpointException {
            requests.add(List.of());
            return false;
        }

        void beforeResponse() throws EndpointException {}
    }

    @Test
    void requestsAndTokensAreBounded() {
        var server = new Server();

        var report = run(server, IntStream.rangeClosed(10, 40).boxed().toList());

        assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.findings()).isEmpty();
        assertThat(server.requests).hasSize(17).hasSizeLessThanOrEqualTo(Suite.MAX_REQUESTS);
        assertThat(server.sizes).containsExactly(10, 14, 19, 23, 27, 31, 36, 40);
        assertThat(server.requests.stream()
                        .flatMap(List::stream)
                        .mapToInt(SuiteTest::tokens)
                        .sum())
                .isLessThan(300);
        assertThat(Texts.ALL.stream().mapToInt(SuiteTest::tokens).sum()).isLessThanOrEqualTo(110);
    }

    @Test
    void duplicateSizesAreRequestedOnce() {
        var server = new Server();

        run(server, List.of(64, 32, 64));

        assertThat(server.sizes).containsExactly(64, 32);
    }

    @Test
    void eachRunSendsAnUncachedText() {
        var server = new Server();
        run(server, List.of());
        run(server, List.of());

        var fresh = server.requests.stream()
                .filter(texts -> texts.size() == 1 && texts.get(0).endsWith("boats at sea"))
                .toList();
        assertThat(fresh).hasSize(4);
        assertThat(fresh.get(0)).isEqualTo(fresh.get(1)).isNotEqualTo(fresh.get(2));
    }

    @Test
    void generatingModelIsNotEmbedding() {
        var server = new Server() {
            @Override
            public Optional<ModelInfo> modelInfo() {
                return Optional.of(ModelInfo.of(true));
            }
        };

        assertFails(run(server, List.of()), Problem.NOT_EMBEDDING, "--is-embedding");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void rejectedFirstTextIsNotEmbedding() {
        var server = failing(Kind.REJECTED, 1, 99);

        assertFails(run(server, List.of()), Problem.NOT_EMBEDDING, "said no");
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void rejectedBatchIsBatchMismatch() {
        assertFails(run(failing(Kind.REJECTED, 3, 3), List.of()), Problem.BATCH_MISMATCH, "said no");
        assertFails(run(failing(Kind.MISMATCH, 3, 3), List.of()), Problem.BATCH_MISMATCH, "said no");
    }

    @Test
    void rejectedSizesAreListedAndFingerprintIsKept() {
        var report = run(failing(Kind.REJECTED, 8, 9), List.of(32, 48, 64));

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.findings())
                .extracting(Finding::problem)
                .containsExactly(Problem.DIMENSIONS_REFUSED, Problem.DIMENSIONS_REFUSED);
        assertThat(report.findings())
                .extracting(Finding::message)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("48 dimensions: said no"),
                        second -> assertThat(second).startsWith("64 dimensions: said no"));
        assertThat(report.fingerprint()).isPresent();
    }

    @Test
    void requestsAreRetriedTwiceAndFiveTimesInTotal() {
        assertThat(run(failing(Kind.FAILED, 1, 2), List.of()).outcome()).isEqualTo(Outcome.PASSED);

        var dead = failing(Kind.FAILED, 1, 99);
        assertThat(run(dead, List.of()).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(dead.requests).hasSize(1 + 3);

        var flaky = new Server() {
            @Override
            void beforeResponse() throws EndpointException {
                if (requests.size() % 2 == 0) {
                    throw new EndpointException(Kind.FAILED, "flaky");
                }
            }
        };
        var report = run(flaky, List.of(32, 64));
        assertThat(report.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(report.findings()).containsExactly(new Finding(Problem.UNREACHABLE, "flaky"));
        assertThat(flaky.requests).hasSizeLessThanOrEqualTo(Suite.MAX_REQUESTS + RetryingClient.MAX_RETRIES);
    }

    @Test
    void permanentFailureIsNotRetried() {
        var server = new Server() {
            @Override
            void beforeResponse() throws EndpointException {
                throw EndpointException.permanent("too slow");
            }
        };

        assertThat(run(server, List.of()).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(server.requests).hasSize(2);
    }

    /** Fails from the first to the last of these requests for vectors, counted from 1. */
    private static Server failing(Kind kind, int first, int last) {
        return new Server() {
            @Override
            void beforeResponse() throws EndpointException {
                var number = requests.size() - 1;
                if (number >= first && number <= last) {
                    throw new EndpointException(kind, "said no");
                }
            }
        };
    }

    private static Report run(EmbeddingEndpoint server, List<Integer> sizes) {
        return Suite.run(server, sizes, Expectations.NONE);
    }

    private static void assertFails(Report report, Problem problem, String message) {
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.findings()).hasSize(1).first().satisfies(finding -> {
            assertThat(finding.problem()).isEqualTo(problem);
            assertThat(finding.message()).contains(message);
        });
        assertThat(report.fingerprint()).isEmpty();
    }

    /** Approximates MiniLM's tokenizer, which counts 101 tokens for all texts: 2 for begin and end, long words in pieces. */
    private static int tokens(String text) {
        return 2
                + List.of(text.split(" ")).stream()
                        .mapToInt(word -> (int) Math.ceil(word.length() / (word.charAt(0) < 0x250 ? 7.0 : 2.0)))
                        .sum();
    }
}
