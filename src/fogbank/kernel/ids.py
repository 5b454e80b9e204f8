"""Fresh ids, and the only reader of the machine's randomness; from a seed, the same ids every run."""

import random
import secrets
import string

_ALNUM = string.ascii_uppercase + string.digits
_BASE32 = string.ascii_uppercase + "234567"
_HEX = "0123456789abcdef"


class Ids:
    """A source of ids. Unseeded, it draws from the operating system."""

    def __init__(self, seed: int | None = None) -> None:
        self.seed = seed
        self._random: random.Random = random.Random(secrets.randbits(128) if seed is None else seed)
        self._secret = secrets.SystemRandom() if seed is None else self._random

    def begin(self, start: int) -> None:
        """With a seed: draw other ids than the starts before on the same data did."""
        if self.seed is not None:
            self._random.seed(f"{self.seed}:{start}")

    def uuid(self) -> str:
        """A version-4 UUID in text."""
        raw = f"{self._random.getrandbits(128):032x}"
        return f"{raw[:8]}-{raw[8:12]}-4{raw[13:16]}-{'89ab'[int(raw[16], 16) & 3]}{raw[17:20]}-{raw[20:]}"

    def hex(self, digits: int) -> str:
        """So many hexadecimal digits."""
        return f"{self._random.getrandbits(4 * digits):0{digits}x}"

    def alnum(self, length: int) -> str:
        """Capitals and digits."""
        return "".join(self._random.choices(_ALNUM, k=length))

    def base32(self, length: int) -> str:
        """Capitals and 2-7, as in access key ids."""
        return "".join(self._random.choices(_BASE32, k=length))

    def secret(self, size_bytes: int) -> bytes:
        """Bytes that nobody can guess: keys and secrets."""
        return self._secret.getrandbits(8 * size_bytes).to_bytes(size_bytes, "big")

    def chance(self) -> float:
        """A number from 0 to below 1, for jitter and sampling."""
        return self._random.random()
