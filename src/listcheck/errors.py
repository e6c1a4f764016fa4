"""What a user did wrong, and the exit statuses of the command.

Failure of the world is never an exception: it is a `Failure` in `exchange.py`.
"""

from enum import IntEnum


class Exit(IntEnum):
    """Exit statuses, part of the contract with scripts."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    INCOMPLETE = 3
    BUG = 4
    INTERRUPTED = 130


class UserError(Exception):
    """The user can mend this: `message` says what is wrong, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
