"""Read settings from environment variables. Each raises ImproperlyConfigured for a value that it cannot mean."""

import os

from django.core.exceptions import ImproperlyConfigured


def env_text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def env_flag(name: str) -> bool:
    value = env_text(name, "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to 0 or 1, or leave it unset.")
    return value == "1"


def env_list(name: str) -> list[str]:
    return [part.strip() for part in env_text(name).split(",") if part.strip()]


def env_port(name: str, default: int) -> int:
    value = env_text(name, str(default))
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to a number from 1 to 65535.")
    return int(value)


def env_days(name: str) -> int:
    """Return a number of days; 0, which means for ever, if the variable is unset."""
    value = env_text(name, "0")
    if not (value.isascii() and value.isdigit() and int(value) < 100_000):
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to a number of days.")
    return int(value)


def env_choice(name: str, *values: str) -> str:
    """Return one of these words, the first if the variable is unset."""
    value = env_text(name, values[0])
    if value not in values:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to {' or '.join(values)}.")
    return value
