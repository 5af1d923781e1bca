"""How much memory this process has taken.

It stands apart because whoever measures growth reads the same figure.
"""

import resource
import sys


def peak_bytes() -> int:
    """The most memory that this process has held; Linux counts kilobytes, macOS bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
