"""Plugin for SGLang: serves embeddings as the model's files specify, and nothing else.

SGLang loads it through the entry point group ``sglang.srt.plugins`` (0.5.12 and later). The operator delivers it in a
ConfigMap and configures it with one environment variable, see ``settings``.
"""

VERSION = "3"
