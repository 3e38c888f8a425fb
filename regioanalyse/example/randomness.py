"""Where chance comes from: one generator per name, the same on every machine."""

import hashlib

import numpy as np


def generator(name: str) -> np.random.Generator:
    """Return the random numbers of one part of the world, for example ``careers vv utrecht``.

    A part has its own numbers, so that adding one (another region, another table) leaves the others as they are.
    Only `random` and `integers` are drawn from it: these are exact arithmetic, where a normal or an exponential
    draw depends on the mathematical library of the machine.

    Parameters
    ----------
    name
        Names the part; its SHA-256 is the seed.

    Returns
    -------
    np.random.Generator
        PCG64, seeded.
    """
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    return np.random.Generator(np.random.PCG64(seed))
