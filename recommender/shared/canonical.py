"""One text for equal JSON values, and its digest: by these an answer's inputs are known again."""

import json
from hashlib import sha256


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: equal values give equal texts."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: object) -> str:
    """The sha256 of the canonical JSON, in hex."""
    return sha256(canonical(value).encode()).hexdigest()
