# Verify: `make` lists its targets.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# The lock is complete and leaves out packages that are never imported, so pip must add nothing.
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all:

# The stamps contain the lock's checksum: a changed lock is installed again, a file that a
# checkout only touched is not.
sum = $(word 1,$(shell cksum < $(1)))
RUN_STAMP := $(VENV)/stamp-run-$(call sum,requirements.txt)
DEV_STAMP := $(VENV)/stamp-dev-$(call sum,requirements-dev.txt)

# Compressing the static files takes seconds, so it is done only if one has changed.
STATIC_SUM = $(word 1,$(shell find static requirements.txt verify/settings.py -type f -exec cksum {} + | sort | cksum))

# Variables set for the desk on this machine must not affect lint and tests. Compiled modules are
# always kept: the tests start a hundred processes, and each would compile everything again.
CLEAN_ENV := env -u DATABASE_URL -u PUBLIC_URL -u SECRET_KEY -u ALLOWED_HOSTS -u DEBUG -u DATA_DIR -u TRUSTED_PROXIES \
	-u MFA -u OIDC_ISSUER -u OIDC_CLIENT_ID -u OIDC_CLIENT_SECRET -u PYTHONDONTWRITEBYTECODE

# The suite is long enough for one process per core to pay off.
IN_PARALLEL := pytest -n auto --dist worksteal
PYTEST := $(PY) -m $(IN_PARALLEL)
COVERED := $(PY) -m coverage run -m $(IN_PARALLEL)

.DEFAULT_GOAL := help
.PHONY: help setup run test coverage bench torture lint lock clean chromium

help: ## print this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1	/'

setup: $(RUN_STAMP) ## install what is missing, migrate and collect static files, without serving
	@$(PY) manage.py migrate --no-input --verbosity 0
	@stamp="$${DATA_DIR:-var}/static/.stamp-$(STATIC_SUM)"; [ -f "$$stamp" ] || \
	{ $(PY) manage.py collectstatic --no-input --clear --verbosity 0 && touch "$$stamp"; }

run: setup ## set up, then serve the desk on 127.0.0.1:$PORT (8000)
	@if [ -z "$$DATABASE_URL" ] && [ "$$DEMO" != 0 ]; then $(PY) manage.py demo --if-empty; fi
	@echo "Verify is at http://127.0.0.1:$${PORT:-8000}/"
	@exec $(PY) -m gunicorn --config python:verify.gunicorn_conf --no-control-socket

# Second factors and single sign-on are off in the first two runs, and on in the others.
test: $(DEV_STAMP) chromium ## run every test: SQLite and Chromium, then PostgreSQL
	$(CLEAN_ENV) $(PYTEST)
	$(CLEAN_ENV) $(PY) tests/with_postgres.py $(PYTEST) -m "not browser"
	$(CLEAN_ENV) LOGINS=1 $(PYTEST) tests/logins tests/test_access.py
	$(CLEAN_ENV) LOGINS=1 $(PY) tests/with_postgres.py $(PYTEST) tests/logins -m "not browser"

# TESTS and LOGINS_TESTS can name a few, to see which branches these take: the check then fails.
LOGINS_TESTS := tests/logins tests/test_access.py
coverage: $(DEV_STAMP) chromium ## check that the tests take every branch of what decides and writes (SQLite; half an hour)
	$(PY) -m coverage erase
	$(CLEAN_ENV) $(COVERED) $(TESTS)
	$(CLEAN_ENV) LOGINS=1 $(COVERED) $(LOGINS_TESTS)
	$(PY) -m coverage combine --quiet
	$(PY) -m coverage report

bench: $(DEV_STAMP) ## measure what must stay fast, in CPU seconds and ratios
	$(CLEAN_ENV) BENCH=1 $(PY) -m pytest -q tests/bench

torture: $(DEV_STAMP) chromium ## attack the desk for a quarter of an hour, on SQLite and PostgreSQL (TORTURE=full: for hours)
	$(CLEAN_ENV) TORTURE=$${TORTURE:-1} $(PYTEST) tests/torture
	$(CLEAN_ENV) TORTURE=$${TORTURE:-1} $(PY) tests/with_postgres.py $(PYTEST) tests/torture

lint: $(DEV_STAMP) ## check style, types, templates, migrations and the deployment settings
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	@find templates claims -name '*.html' | xargs $(VENV)/bin/djade --target-version 5.2 --check
	@DATA=$$(mktemp -d) && trap 'rm -rf "$$DATA"' EXIT && \
	desk="$(CLEAN_ENV) DATA_DIR=$$DATA PUBLIC_URL=https://verify.example.org BACKGROUND=worker" && set -x && \
	$$desk $(PY) -m mypy && \
	$$desk $(PY) manage.py makemigrations --check --dry-run && \
	$$desk $(PY) manage.py check --deploy --fail-level WARNING

lock: ## resolve pyproject.toml into the two hash-locked requirements files
	@lock=$$(mktemp -d) && trap 'rm -rf "$$lock"' EXIT && \
	$(PYTHON) -m venv "$$lock" && \
	"$$lock/bin/python" -m pip install --quiet --disable-pip-version-check uv && \
	compile="$$lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header" && \
	echo pydantic >"$$lock/unused" && \
	$$compile pyproject.toml --excludes "$$lock/unused" --output-file requirements.txt && \
	$$compile pyproject.toml --group dev --constraints requirements.txt --output-file requirements-dev.txt

clean: ## remove the virtual environment and caches; keep the data in var/
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage* htmlcov test-results

# pip is installed last, so an interrupted set-up is noticed and repeated.
$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Verify needs Python 3.11 or newer. To name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	{ echo "Python's venv module is missing. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)

$(RUN_STAMP): requirements.txt | $(VENV)/bin/pip
	@echo "Installing the packages that Verify needs ..."
	@$(PIP) -r requirements.txt
	@rm -f $(VENV)/stamp-run-* && touch $@

$(DEV_STAMP): requirements-dev.txt | $(VENV)/bin/pip
	@echo "Installing the packages that its tests need ..."
	@$(PIP) -r requirements-dev.txt
	@rm -f $(VENV)/stamp-dev-* && touch $@

chromium:
	@if command -v chromium || command -v chromium-browser || command -v google-chrome; then :; \
	elif [ "$$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends chromium </dev/null; \
	else echo "Chromium is not installed, so the browser tests are skipped."; fi
