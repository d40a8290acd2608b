"""The words with which news reports what somebody said: one file for each language.

To add a language, add a file here that defines LANGUAGE. Nothing else in attribution names the languages.
"""

import importlib
import pkgutil

from .language import Language

# Alphabetical. Of two languages in Latin letters that fit a text equally, the first is taken.
LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        importlib.import_module(f"{__name__}.{name}").LANGUAGE
        for name in sorted(module.name for module in pkgutil.iter_modules(__path__))
        if name != "language"
    )
}
OTHERS = [language for language in LANGUAGES.values() if language.code != "en"]
