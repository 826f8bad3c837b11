package io.embeddingops.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code and tests start from {@code EMPTY}, so that a new field of a record changes none of them. */
class EmptyRecordsTest {

    @ParameterizedTest
    @MethodSource("records")
    void everyRecordHasAnEmptyConstant(Class<? extends Record> type) throws ReflectiveOperationException {
        assertThatCode(() -> type.getField("EMPTY"))
                .as("%s needs: public static final %1$s EMPTY = %1$sBuilder.builder().build();", type.getSimpleName())
                .doesNotThrowAnyException();
        var empty = type.getField("EMPTY").get(null);
        assertThat(empty).isInstanceOf(type);
        for (var component : type.getRecordComponents()) {
            assertThat(component.getAccessor().invoke(empty))
                    .as(type.getSimpleName() + ".EMPTY." + component.getName())
                    .isIn(null, List.of());
        }
    }

    static Stream<Class<?>> records() {
        var records = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(EmbeddingService.class.getPackageName())
                        .stream()
                        .filter(JavaClass::isRecord)
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
        assertThat(records).contains(EmbeddingServiceSpec.class, EmbeddingServiceStatus.class);
        return records.stream();
    }
}
