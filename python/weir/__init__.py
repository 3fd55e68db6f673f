"""Training of neural networks on Spark; see weir.ml."""

from pathlib import Path

__version__ = "0.1.0"


def jar():
    """The path of weir.jar, which the session needs as `spark.jars`."""
    return str(Path(__file__).parent / "jars" / "weir.jar")
