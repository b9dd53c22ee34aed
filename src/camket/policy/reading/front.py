"""The outline of a clause file's front matter, and of `company.toml`: what must be there, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError

from camket.policy.both import Both
from camket.policy.faults import Findings
from camket.policy.parameters import Origin, Unit
from camket.policy.reading.places import line_of
from camket.worktime.days import Frozen, Text

Model = TypeVar("Model", bound=BaseModel)
Name = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]


class Kind(StrEnum):
    """Who carries a clause out: the software, a person, or nobody because it only states something."""

    EXECUTABLE = "executable"
    HUMAN = "human"
    STATEMENT = "statement"


class Expectation(StrEnum):
    """What an example shows: a yes, a no, or the edge between them."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    BOUNDARY = "boundary"


class Change(StrEnum):
    """What a version changes for customers; the weightiest stands last."""

    EDITORIAL = "editorial"
    FAVOURABLE = "favourable"
    SUBSTANTIVE = "substantive"


class ParameterDeclared(Frozen):
    """What a parameter is called and counts.

    `choices` are the words of each code; `counts_as` says that a choice (a letter) is taken for another
    one (in person); `joined` is the word between the last two.
    """

    unit: Unit
    name: Both
    source: Origin | None = None
    choices: dict[Name, Both] = Field(default_factory=dict)
    counts_as: dict[Name, Name] = Field(default_factory=dict)
    joined: Literal["or", "and"] = "or"


class VersionDeclared(Frozen):
    """From which day which values hold.

    What is not said to be editorial or favourable is substantive: customers are asked to accept it.
    """

    from_: Annotated[dt.date, Field(alias="from", strict=True)]
    change: Change = Change.SUBSTANTIVE
    values: dict[str, Any] = Field(default_factory=dict)


class ExampleDeclared(Frozen):
    """A worked example: which rule is asked what, and what it must answer."""

    name: Both
    rule: Text
    uses: dict[str, str] = Field(default_factory=dict)
    expects: Expectation
    input: dict[str, Any]
    outcome: dict[str, Any] = Field(min_length=1)


class FrontMatter(Frozen):
    """The outline of what stands between the `+++` lines."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)*$")]
    code: Annotated[str, Field(pattern=r"^[A-ZĐ]{1,4}(-[0-9]{1,2})?$")]
    kind: Kind
    source: Origin
    note: Both | None = None
    legal_basis: tuple[Both, ...] = ()
    withdrawn: Annotated[dt.date, Field(strict=True)] | None = None
    parameters: dict[Name, ParameterDeclared] = Field(default_factory=dict)
    versions: tuple[VersionDeclared, ...] = Field(min_length=1)
    examples: tuple[ExampleDeclared, ...] = ()


def validated(
    model: type[Model], plain: dict[str, Any], lines: Sequence[str], findings: Findings
) -> Model | None:
    """The value that the model makes of what was read; None, with every fault noted, if it fits not."""
    try:
        return model.model_validate(plain)
    except ValidationError as error:
        for fault in error.errors():
            where = ".".join(str(part) for part in fault["loc"])
            told = told_fault(fault["type"], fault["msg"])
            findings.say(
                line_of(lines, fault["loc"]), f"“{where}” {told.vi}.", f'"{where}" {told.en}.'
            )
        return None


def told_fault(kind: str, message: str) -> Both:
    """What pydantic found, in words. Our own checks give both languages with a bar between them."""
    if kind in _TOLD:
        return _TOLD[kind]
    vi, bar, en = message.removeprefix("Value error, ").partition(" | ")
    return (
        Both(vi=vi, en=en)
        if bar
        else Both(vi=f"không đúng ({message})", en=f"is wrong ({message})")
    )


_TOLD = {
    "missing": Both(vi="còn thiếu", en="is missing"),
    "extra_forbidden": Both(vi="không phải khóa được biết", en="is not a known key"),
    "string_too_short": Both(vi="đang để trống", en="is empty"),
    "too_short": Both(vi="đang để trống", en="is empty"),
    "enum": Both(vi="không phải một giá trị được biết", en="is not a known value"),
}
