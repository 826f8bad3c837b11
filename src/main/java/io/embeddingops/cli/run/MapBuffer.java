package io.embeddingops.cli.run;

import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.Map;

/** Of which maps are made as if it were a text of JSON: what was built and what was read become the same. */
final class MapBuffer extends TokenBuffer {

    private final transient ObjectReader maps;

    /**
     * @param codec by which what has no serializer is written
     * @param maps reads them
     */
    MapBuffer(ObjectCodec codec, ObjectReader maps) {
        super(codec, false);
        this.maps = maps;
    }

    Map<?, ?> map() throws IOException {
        return maps.readValue(asParser());
    }

    /** A map goes in as it is. */
    void write(RawJson json) throws IOException {
        writeEmbeddedObject(json.read(maps));
    }

    /** In a text there is no difference between an int and a small long. */
    @Override
    public void writeNumber(long number) throws IOException {
        if (number == (int) number) {
            writeNumber((int) number);
        } else {
            super.writeNumber(number);
        }
    }

    /** Nor between a float and a double. */
    @Override
    public void writeNumber(float number) throws IOException {
        writeNumber(Double.parseDouble(Float.toString(number)));
    }
}
