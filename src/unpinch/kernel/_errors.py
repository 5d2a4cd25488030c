"""The one error a caller needs to know."""


class UnpinchError(Exception):
    """
    Something could not be done, and the message says it to a person.

    The message is one line: what is wrong, where (file and row, where there is one), and what to do.
    The command line prints it and ends with 1; the site shows it on a page. Each package derives its own.
    """
