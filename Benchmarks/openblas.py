"""OpenBLAS on both sides, set up when this is imported, which is before NumPy: one thread, and its own choice of loops.

A machine may have OpenBLAS told which processor to take itself for, by a variable. That slows both sides, and by the same time,
which a ratio does not show."""
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(name, None)

import ctypes

import numpy as np
from threadpoolctl import threadpool_info


def kernels():
    """For which processor the loops are that do matrix products, in cells and in NumPy."""
    cells = ctypes.CDLL("libopenblas.so.0").openblas_get_corename
    cells.restype = ctypes.c_char_p
    peers = [pool["architecture"] for pool in threadpool_info() if "numpy.libs" in pool["filepath"]]
    return "matrix products for %s in cells, for %s in NumPy %s" % (
        cells().decode(), peers[0] if peers else "?", np.__version__)
