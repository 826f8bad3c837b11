"""Replaces SGLang's CUDA kernels, whose wheel requires an NVIDIA GPU: every name can be imported, but none can be called.
SGLang then computes with torch."""

__version__ = "0.0.0+cpu.stub"


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def missing(*args, **kwargs):
        raise NotImplementedError(f"sgl_kernel.{name} is not available on CPU")

    missing.__name__ = name
    return missing
