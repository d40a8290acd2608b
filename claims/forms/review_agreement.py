"""The days of which the agreement between reviewers is shown."""

from .filters import FilterForm, day_field


class AgreementForm(FilterForm):
    since = day_field("Rated since")
    until = day_field("Rated until")
