package io.embeddingops.cli.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One reader for each type, since a mapper makes a new one each time it is asked. */
final class Readers {

    private final ObjectMapper mapper;
    private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

    Readers(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    ObjectReader of(Type type) {
        return readers.computeIfAbsent(type, any -> mapper.readerFor(mapper.constructType(any)));
    }
}
