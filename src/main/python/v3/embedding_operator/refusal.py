"""Ends a start that would not serve what the model's files specify."""

from __future__ import annotations

import sys

TERMINATION_LOG = "/dev/termination-log"


class Refusal(Exception):
    """A reason not to start.

    Args:
        reason: ``ModelIncomplete``, ``ModelUnsupported`` or ``ServerUnsupported``, a reason of the condition Ready.
        sentence: what is wrong, and the remedy.
    """

    def __init__(self, reason: str, sentence: str):
        super().__init__(f"{reason}: {sentence}")
        self.reason = reason
        self.sentence = sentence


def end(refusal: Refusal) -> None:
    """Reports the refusal to the kubelet and on stderr, and exits with code 1.

    SystemExit, since SGLang logs an ``Exception`` of a plugin and starts without it.
    """
    line = f"embedding-operator: {refusal}\n"
    try:
        # opened without creating it: outside a pod there is no such file
        with open(TERMINATION_LOG, "r+", encoding="utf-8") as log:
            log.truncate()
            log.write(line)
    except OSError:
        pass
    sys.stderr.write(line)
    sys.stderr.flush()
    raise SystemExit(1)
