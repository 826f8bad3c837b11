package io.embeddingops.cli.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.ResolvableDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.io.IOException;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Puts off reading what most of an object consists of and hardly anybody looks at, where the text is at hand, and leaves
 * out what nobody looks at: the spec of a pod, which the API server does not want back either, since the operator only
 * applies conditions to pods.
 */
final class ReadLater extends BeanDeserializerModifier {

    /** The attribute of a reader that holds the {@link RawJson.Source}. */
    static final Object SOURCE = RawJson.Source.class;

    private static final long serialVersionUID = 1L;
    private static final Map<Class<?>, BiFunction<RawJson, ObjectReader, Object>> PARTS =
            Map.of(PodTemplateSpec.class, LaterTemplate::new, FieldsV1.class, LaterFields::new);
    private static final Map<Class<?>, String> UNREAD = Map.of(Pod.class, "spec");

    private final transient Readers readers;

    ReadLater(Readers readers) {
        this.readers = readers;
    }

    @Override
    public BeanDeserializerBuilder updateBuilder(
            DeserializationConfig config, BeanDescription bean, BeanDeserializerBuilder builder) {
        var unread = UNREAD.get(bean.getBeanClass());
        if (unread != null) {
            builder.removeProperty(PropertyName.construct(unread));
            builder.addIgnorable(unread);
        }
        return builder;
    }

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> now) {
        var later = PARTS.get(bean.getBeanClass());
        return later == null
                ? now
                : new Part(bean.getBeanClass(), now, json -> later.apply(json, readers.of(bean.getBeanClass())));
    }

    /** Readers of all that a pod can consist of are a tenth of a start, so they are made when one is needed. */
    private static final class Part extends StdDeserializer<Object> {

        private static final long serialVersionUID = 1L;

        private final transient JsonDeserializer<?> now;
        private final transient Function<RawJson, Object> later;
        private transient boolean resolved;

        private Part(Class<?> type, JsonDeserializer<?> now, Function<RawJson, Object> later) {
            super(type);
            this.now = now;
            this.later = later;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (context.getAttribute(SOURCE) instanceof RawJson.Source source
                    && source.isReadBy(parser)
                    && parser.isExpectedStartObjectToken()) {
                return later.apply(source.value(parser));
            }
            resolve(context);
            return now.deserialize(parser, context);
        }

        @Override
        public boolean isCachable() {
            return now.isCachable();
        }

        private synchronized void resolve(DeserializationContext context) throws JsonMappingException {
            if (!resolved && now instanceof ResolvableDeserializer unresolved) {
                unresolved.resolve(context);
            }
            resolved = true;
        }
    }
}
