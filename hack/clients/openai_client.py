"""Prints the vector of each argument as a line of JSON, with OpenAI's client. Its settings are environment variables."""

import json
import os
import sys

import openai

# reads OPENAI_BASE_URL and OPENAI_API_KEY; its HTTP client reads SSL_CERT_FILE
client = openai.OpenAI()
request = {"model": os.environ["EMBEDDING_MODEL"], "input": sys.argv[1:]}
if "EMBEDDING_DIMENSIONS" in os.environ:
    request["dimensions"] = int(os.environ["EMBEDDING_DIMENSIONS"])
for item in client.embeddings.create(**request).data:
    print(json.dumps(item.embedding))
