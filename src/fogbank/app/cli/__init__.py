"""The `fogbank` command. Its form is fixed in docs/interfaces.md.

Here: which command runs, and how failures are told: one line, no traceback. `options.py` has the grammar; every
other module has the commands of one subject. Nothing that a command does not need is imported for it.
"""

import sys
from collections.abc import Sequence

from fogbank.app.cli.failure import Failure

_LATER = ("bill", "fault", "scenario")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code: 0 done, 1 failed, 2 not understood or not available."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except Failure as failure:
        print(f"fogbank: {failure}", file=sys.stderr)
        return failure.exit_code
    except BrokenPipeError:
        # The reader has seen enough (`fogbank logs | head`); nothing may be written at exit any more.
        sys.stdout = None
        return 0
    except KeyboardInterrupt:
        return 130


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["aws"]:
        # All that follows belongs to the AWS CLI, its --help too.
        from fogbank.app.cli.awscli import aws

        return aws(arguments[1:])
    if arguments and arguments[0] in _LATER:
        raise Failure(f"'{arguments[0]}' is not available yet", exit_code=2)
    from fogbank.app.cli.options import parser

    asked = parser().parse_args(arguments)
    return int(asked.command(asked) or 0)
