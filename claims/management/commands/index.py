"""Index the words of every claim and article again."""

from typing import Any

from django.core.management.base import BaseCommand

from claims.actions.search import index_again
from claims.management.progress import on_terminal
from claims.models.search.index import SEARCHED


class Command(BaseCommand):
    help = (
        "Index all texts for search again. You rarely need it: the desk keeps the index up to date, and migrate adds "
        "what is missing. You can stop it and run it again, and people can work meanwhile."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        progress = on_terminal(self.stderr)
        for model in SEARCHED:
            what = str(model.texts._meta.verbose_name_plural)
            tick = progress(what)
            done, last = 0, index_again(model)
            while last is not None:
                if tick:
                    for reached in range(done + 1, last + 1):
                        tick(reached)
                done, last = last, index_again(model, after=last)
            self.stdout.write(f"All {what} are indexed.")
