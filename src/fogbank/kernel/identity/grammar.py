"""Whether a policy document is well formed: all that is wrong with it, where, and in which words AWS refuses it.

What is asked here is what AWS asks before it keeps a document; what is merely unwise is for IAM Access Analyzer.
Whether a principal exists, and how long a document may be, is for whoever keeps it (`size` counts).
Source: IAM User Guide, Grammar of the IAM JSON policy language; Organizations User Guide, SCP syntax and RCP syntax.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from fogbank.kernel.identity import elements
from fogbank.kernel.identity.elements import SYNTAX, Flaw
from fogbank.kernel.identity.located import Node, Unreadable, place, read

Kind = Literal["identity", "managed", "resource", "trust", "scp", "rcp"]
Path = tuple[str | int, ...]


class Problem(NamedTuple):
    """`code`: the issue code of IAM Access Analyzer. `message`: IAM's words. `path`: keys and indexes to the place.

    `line` from 1, `column` from 0. `end`: offset after the value; `start`: its offset, both in characters from 0.
    """

    code: str
    message: str
    path: Path
    line: int
    column: int
    start: int = 0
    end: int = 0


class _Form(NamedTuple):
    """What one kind of policy asks. `json`: its words for a text that is not JSON."""

    json: str
    required: tuple[tuple[str, ...], ...]
    forbidden: frozenset[str]
    sid: re.Pattern[str] | None
    version: bool = False
    terse: bool = True


_PRINCIPALS = ("Principal", "NotPrincipal")
_ACTIONS = ("Action", "NotAction")
_RESOURCES = ("Resource", "NotResource")
_LETTERS = re.compile(r"[0-9A-Za-z]*")
_NAMED = ("Id", "Statement", "Version")
_ELEMENTS = frozenset((*_PRINCIPALS, *_ACTIONS, *_RESOURCES, "Condition", "Effect", "Sid"))
_FORMS: dict[Kind, _Form] = {
    "identity": _Form(SYNTAX, (_ACTIONS, _RESOURCES), frozenset(_PRINCIPALS), _LETTERS),
    "managed": _Form(SYNTAX, (_ACTIONS, _RESOURCES), frozenset(_PRINCIPALS), _LETTERS, version=True),
    "resource": _Form(
        "Policies must be valid JSON and the first byte must be '{'",
        (_PRINCIPALS, _ACTIONS, _RESOURCES),
        frozenset(),
        None,
        terse=False,
    ),
    "trust": _Form(
        "This policy contains invalid Json", (_PRINCIPALS, _ACTIONS), frozenset(_RESOURCES), None, terse=False
    ),
    "scp": _Form(SYNTAX, (_ACTIONS, _RESOURCES), frozenset(_PRINCIPALS), _LETTERS, version=True),
    "rcp": _Form(
        SYNTAX,
        (("Principal",), ("Action",), _RESOURCES),
        frozenset(("NotPrincipal", "NotAction")),
        _LETTERS,
        version=True,
    ),
}
# What a trust policy may let somebody do. Source: IAM User Guide, Create a role using custom trust policies.
TRUST_ACTIONS = frozenset(
    (
        "sts:assumerole",
        "sts:assumerolewithsaml",
        "sts:assumerolewithwebidentity",
        "sts:tagsession",
        "sts:setsourceidentity",
        "sts:setcontext",
    )
)
# The order in which AWS gives up: form, version, older parser, ids, then what the statements lack, then their values.
_STAGES = {"JSON_SYNTAX_ERROR": 0, "INVALID_VERSION": 2, "UNIQUE_SIDS_REQUIRED": 4, "UNSUPPORTED_SID": 4}


def problems(document: str, kind: Kind) -> list[Problem]:
    """All that is wrong with a policy, in the order in which AWS would say it; none where AWS keeps it.

    `kind`: "identity" for inline policies and session policies, "managed" where the Version must be 2012-10-17.
    """
    form = _FORMS[kind]
    try:
        root = read(document)
    except Unreadable as error:
        where = place(document, error.offset)
        return [Problem("JSON_SYNTAX_ERROR", form.json, (), where.line, where.column, error.offset, error.offset)]
    found = []
    for flaw, path, node in _document(root, document, kind):
        where = place(document, node.start)
        found.append(Problem(*flaw, path, where.line, where.column, node.start, node.end))
    return sorted(found, key=_stage)


def check(document: str, kind: Kind) -> str | None:
    """The words with which AWS refuses the policy, or None."""
    found = problems(document, kind)
    return found[0].message if found else None


def size(document: str) -> int:
    """Characters that count against a quota: those that are no white space.

    Source: IAM User Guide, IAM and AWS STS quotas: IAM doesn't count white space when calculating a policy's size.
    """
    return len(re.sub(r"\s", "", document))


def _stage(problem: Problem) -> int:
    if problem.message == SYNTAX:
        return 1
    if problem.message == elements.LEGACY:
        return 3
    if problem.message.startswith("Has prohibited field"):
        return 4  # before what is missing: external-dns#3085 has a Resource and no Principal
    return _STAGES.get(problem.code, 5 if problem.code.startswith("MISSING") else 6)


Found = Iterator[tuple[Flaw, Path, Node]]


def _document(root: Node, text: str, kind: Kind) -> Found:
    form = _FORMS[kind]
    if root.kind != "object":
        yield Flaw("JSON_SYNTAX_ERROR", form.json), (), root
        return
    if root.start and form.terse:
        # terraform-provider-aws says why it checks this itself: "leading space characters are not allowed".
        yield Flaw("JSON_SYNTAX_ERROR", elements.LEGACY), (), root
    yield from _members(root, (), frozenset(_NAMED), form)
    yield from _version(root, form)
    if (identifier := root.get("Id")) and identifier.kind != "string":
        yield Flaw("DATA_TYPE_MISMATCH", SYNTAX), ("Id",), identifier
    statements = root.get("Statement")
    if statements is None or statements.kind not in ("object", "array") or not (statements.members or statements.items):
        message = SYNTAX if form.terse else "Missing required field Statement"
        yield Flaw("MISSING_STATEMENT", message), ("Statement",) if statements else (), statements or root
        return
    yield from _order(root, statements, form)
    seen: set[str] = set()
    single = statements.kind == "object"
    for number, statement in enumerate(statements.many()):
        path: Path = ("Statement",) if single else ("Statement", number)
        if statement.kind != "object":
            yield Flaw("DATA_TYPE_MISMATCH", SYNTAX), path, statement
            continue
        yield from _sid(statement, path, form, seen)
        yield from _statement(statement, path, kind)


def _order(root: Node, statements: Node, form: _Form) -> Found:
    """A single statement that stands before the version is refused, as 99designs/iamy#65 shows."""
    version = root.get("Version")
    if form.terse and version is not None and statements.kind == "object" and statements.start < version.start:
        yield Flaw("INVALID_VERSION", elements.LEGACY), ("Version",), version


def _members(node: Node, path: Path, known: frozenset[str], form: _Form) -> Found:
    for key, _ in node.members:
        if key.value not in known:
            message = SYNTAX if form.terse else f"Unknown field {key.value}"
            yield Flaw("INVALID_POLICY_ELEMENT", message), (*path, key.value), key


def _version(root: Node, form: _Form) -> Found:
    version = root.get("Version")
    if version is not None and version.value not in ("2012-10-17", "2008-10-17"):
        message = SYNTAX if form.terse else "The policy must contain a valid version string"
        yield Flaw("INVALID_VERSION", message), ("Version",), version
    elif form.version and (version is None or version.value != "2012-10-17"):
        message = "Policy document must be version 2012-10-17 or greater."
        yield Flaw("INVALID_VERSION", message), ("Version",) if version else (), version or root


def _sid(statement: Node, path: Path, form: _Form, seen: set[str]) -> Found:
    sid = statement.get("Sid")
    if sid is None:
        return
    path = (*path, "Sid")
    if sid.kind != "string":
        yield Flaw("DATA_TYPE_MISMATCH", SYNTAX), path, sid
        return
    if form.sid is not None and form.sid.fullmatch(sid.value) is None:
        message = (
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression "
            "[0-9A-Za-z]*"
        )
        yield Flaw("UNSUPPORTED_SID", message), path, sid
    if sid.value and sid.value in seen and form.sid is not None:
        yield Flaw("UNIQUE_SIDS_REQUIRED", "Statement IDs (SID) in a single policy must be unique."), path, sid
    seen.add(sid.value)


def _statement(statement: Node, path: Path, kind: Kind) -> Found:
    form = _FORMS[kind]
    yield from _members(statement, path, _ELEMENTS, form)
    yield from _effect(statement, path, kind)
    for key, _ in statement.members:
        if key.value in form.forbidden:
            yield _forbidden(key.value, kind), (*path, key.value), key
    for pair in (_PRINCIPALS, _ACTIONS, _RESOURCES):
        if all(statement.get(name) for name in pair):
            message = SYNTAX if form.terse else f"Statement must not contain both {pair[0]} and {pair[1]}"
            yield Flaw("UNSUPPORTED_ELEMENT_COMBINATION", message), path, statement
    for names in form.required:
        if not any(statement.get(name) for name in names):
            yield _missing(names[0], form), path, statement
    for name, value in ((key.value, value) for key, value in statement.members):
        if name in _PRINCIPALS and name not in form.forbidden:
            yield from _principal(value, (*path, name), kind)
        elif name in _ACTIONS or name in _RESOURCES:
            yield from _listed(name, value, (*path, name), kind)
        elif name == "Condition":
            yield from _condition(value, (*path, name))


def _effect(statement: Node, path: Path, kind: Kind) -> Found:
    form, effect = _FORMS[kind], statement.get("Effect")
    if effect is None:
        message = SYNTAX if form.terse else "Missing required field Effect"
        yield Flaw("MISSING_EFFECT", message), path, statement
    elif effect.value not in ("Allow", "Deny") or (kind == "rcp" and effect.value != "Deny"):
        message = SYNTAX if form.terse else f"Invalid effect: {effect.plain()}"
        yield Flaw("INVALID_EFFECT", message), (*path, "Effect"), effect


def _missing(name: str, form: _Form) -> Flaw:
    """Messages: aws-cdk#7615, terraform-aws-iam#603; for resource and trust policies as the S3 console has them."""
    code = f"MISSING_{name.upper()}"
    if form.terse:
        return Flaw(code, SYNTAX if name == "Principal" else f"Policy statement must contain {name.lower()}s.")
    return Flaw(code, f"Missing required field {name}")


def _forbidden(name: str, kind: Kind) -> Flaw:
    """Messages: terraform-provider-aws#10419; external-dns#3085."""
    if kind in ("identity", "managed"):
        return Flaw("UNSUPPORTED_PRINCIPAL", "Policy document should not specify a principal.")
    if kind == "trust":
        return Flaw("INVALID_POLICY_ELEMENT", f"Has prohibited field {name}")
    return Flaw("INVALID_POLICY_ELEMENT", SYNTAX)


def _principal(value: Node, path: Path, kind: Kind) -> Found:
    if value.kind == "string":
        if value.value != "*":
            message = SYNTAX if _FORMS[kind].terse else "Invalid policy syntax."
            yield Flaw("INVALID_PRINCIPAL_FORMAT", message), path, value
        return
    if value.kind != "object" or not value.members:
        yield Flaw("INVALID_PRINCIPAL_FORMAT", "Invalid principal in policy"), path, value
        return
    if kind == "rcp":
        yield Flaw("INVALID_PRINCIPAL_FORMAT", SYNTAX), path, value
        return
    for key, names in value.members:
        if key.value not in elements.PRINCIPAL_KINDS:
            yield Flaw("INVALID_PRINCIPAL_KEY", "Invalid principal in policy"), (*path, key.value), key
            continue
        if names.kind == "array" and not names.items:
            yield Flaw("INVALID_PRINCIPAL_FORMAT", "Invalid principal in policy"), (*path, key.value), names
        for number, name in enumerate(names.many()):
            inner = (*path, key.value, number) if names.kind == "array" else (*path, key.value)
            if name.kind != "string":
                yield Flaw("DATA_TYPE_MISMATCH", "Invalid principal in policy"), inner, name
            elif flaw := elements.principal(key.value, name.value):
                yield flaw, inner, name


def _listed(name: str, value: Node, path: Path, kind: Kind) -> Found:
    """A list of actions or of resources."""
    actions = name in _ACTIONS
    if value.kind == "array" and not value.items and name not in ("NotAction", "NotResource"):
        yield _missing(name, _FORMS[kind]), path, value
    for number, item in enumerate(value.many()):
        inner = (*path, number) if value.kind == "array" else path
        if item.kind != "string":
            yield Flaw("DATA_TYPE_MISMATCH", SYNTAX), inner, item
            continue
        flaw = elements.action(item.value) if actions else elements.resource(item.value)
        if flaw is None and actions:
            flaw = _action_of(item.value, kind)
        if flaw is not None:
            yield flaw, inner, item


def _action_of(text: str, kind: Kind) -> Flaw | None:
    """What a kind of policy asks of its actions beyond their form.

    Source: Organizations User Guide, RCP syntax: "*" alone is not supported. Message for trust policies: as IAM has it.
    """
    if kind == "rcp" and text == "*":
        return Flaw("UNSUPPORTED_ACTION_IN_POLICY", SYNTAX)
    if kind == "trust" and text.lower() not in TRUST_ACTIONS and not ("*" in text and text.lower().startswith("sts:")):
        return Flaw("UNSUPPORTED_ACTION_IN_POLICY", "AssumeRole policy may only specify STS AssumeRole actions.")
    return None


def _condition(value: Node, path: Path) -> Found:
    if value.kind != "object":
        yield Flaw("DATA_TYPE_MISMATCH", SYNTAX), path, value
        return
    for key, block in value.members:
        inner = (*path, key.value)
        operator = elements.operator(key.value)
        if operator is None:
            yield Flaw("INVALID_CONDITION_OPERATOR", SYNTAX), inner, key
        if block.kind != "object":
            yield Flaw("DATA_TYPE_MISMATCH", SYNTAX), inner, block
            continue
        for name, wanted in block.members:
            if flaw := elements.condition_key(name.value):
                yield flaw, (*inner, name.value), name
            for number, item in enumerate(wanted.many()):
                spot = (*inner, name.value, number) if wanted.kind == "array" else (*inner, name.value)
                if item.kind not in ("string", "number", "boolean"):
                    yield Flaw("DATA_TYPE_MISMATCH", SYNTAX), spot, item
                elif operator and (flaw := elements.condition_value(elements.OPERATORS[operator.name], item.value)):
                    yield flaw, spot, item
