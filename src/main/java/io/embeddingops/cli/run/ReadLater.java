package io.embeddingops.cli.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.io.IOException;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Puts off reading what most of an object consists of and hardly anybody looks at, where the text is at hand. */
final class ReadLater extends BeanDeserializerModifier {

    /** The attribute of a reader that holds the {@link RawJson.Source}. */
    static final Object SOURCE = RawJson.Source.class;

    private static final long serialVersionUID = 1L;
    private static final Map<Class<?>, BiFunction<RawJson, ObjectReader, Object>> PARTS =
            Map.of(PodTemplateSpec.class, LaterTemplate::new, FieldsV1.class, LaterFields::new);

    private final transient Readers readers;

    ReadLater(Readers readers) {
        this.readers = readers;
    }

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> now) {
        var later = PARTS.get(bean.getBeanClass());
        return later == null ? now : new Part(now, json -> later.apply(json, readers.of(bean.getBeanClass())));
    }

    private static final class Part extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        private final transient Function<RawJson, Object> later;

        private Part(JsonDeserializer<?> now, Function<RawJson, Object> later) {
            super(now);
            this.later = later;
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> now) {
            return new Part(now, later);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return context.getAttribute(SOURCE) instanceof RawJson.Source source
                            && source.isReadBy(parser)
                            && parser.isExpectedStartObjectToken()
                    ? later.apply(source.value(parser))
                    : super.deserialize(parser, context);
        }
    }
}
