package io.embeddingops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

    @ParameterizedTest
    @ValueSource(strings = {"embedding-operator", "soak"})
    void childrenOfTheOwnOperatorComeFromItsTableOfKinds(String file) {
        assertThat(Subject.read(Path.of("hack/bench", file + ".properties")).children())
                .containsExactly(
                        "/apis/apps/v1/namespaces/{namespace}/deployments",
                        "/api/v1/namespaces/{namespace}/services",
                        "/api/v1/namespaces/{namespace}/configmaps");
    }
}
