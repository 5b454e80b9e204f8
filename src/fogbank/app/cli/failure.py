"""How a command says that it could not do what was asked."""


class Failure(Exception):
    """The one line that the user sees, and the exit code."""

    def __init__(self, text: str, *, exit_code: int = 1) -> None:
        super().__init__(text)
        self.exit_code = exit_code
