"""How verdicts are written down: small numbers, their vectors, and the digest a replay must repeat."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, F, Func, SmallIntegerField, Value

from casework.enums import Verdict


class Code(Func):
    """TRUE, FALSE, NULL as Verdict.MET, NOT_MET, UNKNOWN; outcomes share the numbers."""

    template = f"COALESCE((%(expressions)s)::integer, {Verdict.UNKNOWN.value})::smallint"
    output_field = SmallIntegerField()
    arity = 1


class Codes(Func):
    """Codes as one array, in order."""

    template = "ARRAY[%(expressions)s]::smallint[]"
    output_field: ArrayField[Any, Any] = ArrayField(SmallIntegerField())


class Digest(Func):
    """SHA-256 over the facts' digest, the frozen inputs and the verdicts; `digest` below says the same."""

    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    arg_joiner = " || '|' || "
    output_field = CharField(max_length=64)

    def __init__(self, facts_digest: F, verdicts: Codes, *, frozen: str) -> None:
        super().__init__(facts_digest, Value(frozen, CharField()), _Joined(verdicts))


class _Joined(Func):
    template = "array_to_string(%(expressions)s, ',')"
    output_field = CharField()


def digest(facts_digest: str, frozen: str, verdicts: Sequence[int]) -> str:
    """What Digest computes in Postgres, in hexadecimal."""
    text = "|".join([facts_digest, frozen, ",".join(str(verdict) for verdict in verdicts)])
    return sha256(text.encode()).hexdigest()
