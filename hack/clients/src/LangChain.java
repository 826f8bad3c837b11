import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.util.Arrays;

/** Prints the vector of each argument as a line of JSON, with LangChain4j. Its settings are environment variables. */
public final class LangChain {

    private LangChain() {}

    public static void main(String[] texts) {
        Trust.certificates();
        var model = OpenAiEmbeddingModel.builder()
                .baseUrl(System.getenv("OPENAI_BASE_URL"))
                .apiKey(System.getenv("OPENAI_API_KEY"))
                .modelName(System.getenv("EMBEDDING_MODEL"));
        var dimensions = System.getenv("EMBEDDING_DIMENSIONS");
        if (dimensions != null) {
            model.dimensions(Integer.valueOf(dimensions));
        }
        model.build()
                .embedAll(Arrays.stream(texts).map(TextSegment::from).toList())
                .content()
                .forEach(embedding -> System.out.println(embedding.vectorAsList()));
    }
}
