"""The settings of a desk that scanners attack: those of production, without limits, which would answer for it."""

from verify.settings import *  # noqa: F403

LIMITS: list[object] = []
AXES_ENABLED = False
