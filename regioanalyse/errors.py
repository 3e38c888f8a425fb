"""The error for input that somebody can mend."""


class InputError(ValueError):
    """Something in a file, a parameter or a call is wrong, and its user can mend it.

    The message names the file, the row or key, what was found and what is allowed. The command line prints it
    without a traceback and exits with status 2.
    """


def choices(found: object, allowed: list[str] | list[int], what: str) -> InputError:
    """Return the error for a value that is not one of those allowed, in the order to print them.

    `what` says what the value stands for, with its place: ``"params/vv/x.yaml: region"``.
    """
    return InputError(f"{what}: found {found!r}, allowed: {', '.join(map(str, allowed))}")
