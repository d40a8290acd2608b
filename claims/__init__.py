"""The desk: claims, where they were read, what speaks for and against them, and what came of it."""

import os

# numpy's matrix library starts a thread for every core as it is imported. Matrices here are small:
# the threads gain nothing and spend CPU waiting for each other. Hence before any import of numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
