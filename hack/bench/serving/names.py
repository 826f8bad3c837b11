"""How the subjects are called in tables and the chart."""

SERVICE = "this service"
BEFORE = "template version 1"
TRANSFORMERS = "transformers, in process"
ONNXRUNTIME = "onnxruntime, in process"
