# Two commands do everything: `make site` and `make test`. See README.md.
PYTHON ?= python3
BIN := .venv/bin
# Wheels only: installing runs nobody's set-up script. What has no wheel is named: two packages on a Mac, one of the benchmarks.
PIP := $(BIN)/pip --disable-pip-version-check install --quiet --require-hashes --only-binary :all:
ifeq ($(shell uname),Darwin)
PIP += --no-binary rcssmin,rjsmin
endif
SETUP := .venv/site-ready
TEST_SETUP := .venv/test-ready
BENCH_SETUP := .venv/bench-ready

.PHONY: site test test-fast hostile serve bench lighthouse hosting data-readers pythons properdocs cms-schema lock lint lint-scripts dist clean

site: $(SETUP)
	$(BIN)/casebook build

serve: $(SETUP)
	$(BIN)/casebook serve

test: $(TEST_SETUP) lint
	$(BIN)/python -m pytest -q --browser --slow --hostile

test-fast: $(TEST_SETUP)
	$(BIN)/python -m pytest -q

# Every hostile input instead of a sample: minutes, not seconds.
hostile: $(TEST_SETUP)
	$(BIN)/python -m pytest -q --browser --hostile-full tests/hostile
	CASEBOOK_KILLS=200 $(BIN)/python -m pytest -q --slow tests/test_swap.py tests/test_killed.py tests/test_builds_killed.py

lint: $(TEST_SETUP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet theme generator/county_casebook/edit/templates generator/county_casebook/intake/templates
	$(MAKE) --no-print-directory lint-scripts
	$(BIN)/codespell
	$(BIN)/casebook fmt --check

lint-scripts:
	@if [ -x $(BIN)/biome ]; then set -x; $(BIN)/biome ci --colors=off --config-path=.biome.json --error-on-warnings; \
	else echo "biome: no wheel for this platform, scripts were not linted"; fi

bench: $(BENCH_SETUP)
	$(BIN)/python -m benchmarks

# Beside the suite: needs Node and a Chromium; the lock holds checksums and no registry.
lighthouse: site
	npm ci --prefix benchmarks/lighthouse --silent --no-audit --no-fund
	node benchmarks/lighthouse/run.mjs site

# Beside the suite: the data in the programs readers have, in an environment of their own; needs LibreOffice (libreoffice-calc).
READERS := .cache/readers
data-readers: $(TEST_SETUP) $(READERS)/ready
	rm -rf $(READERS)/data
	PYTHONPATH=. $(BIN)/python .ci/data_readers.py make $(READERS)/data
	$(READERS)/venv/bin/python .ci/data_readers.py read $(READERS)/data

$(READERS)/ready: .ci/requirements-readers.lock
	$(PYTHON) -m venv $(READERS)/venv
	$(READERS)/venv/bin/pip --disable-pip-version-check install --quiet --require-hashes --only-binary :all: -r .ci/requirements-readers.lock
	touch $@

# Beside the suite: every Python that can be had makes the same bytes; PYTHONS names the versions.
pythons: $(TEST_SETUP)
	$(BIN)/python .ci/pythons.py $(PYTHONS)

# Beside the suite: the library itself under ProperDocs, the fork of MkDocs, byte for byte what MkDocs makes of it.
properdocs: $(TEST_SETUP)
	$(BIN)/mkdocs build --quiet --site-dir .cache/hosts/mkdocs
	$(BIN)/properdocs build --quiet -f mkdocs.yml --site-dir .cache/hosts/properdocs
	diff -r .cache/hosts/mkdocs .cache/hosts/properdocs

# Beside the suite: real web servers on this machine, asked by real requests. Debian: nginx-light libnginx-mod-http-brotli-static
# curl openssl; Apache (apache2) and Caddy too, where they are installed.
hosting: $(TEST_SETUP)
	$(BIN)/python -m pytest -q -n 0 --hosting --slow -rs tests/test_hosting.py tests/test_push.py

# Beside the suite: the schema against which tests/test_cms.py holds what `casebook cms` writes; its SHA-256 stands there.
cms-schema: $(TEST_SETUP)
	mkdir -p .cache/cms
	npm pack --silent --pack-destination .cache/cms $$($(BIN)/python -c "from county_casebook.editors import cms; print(f'{cms.PACKAGE}@{cms.VERSION}')")
	tar -xzf .cache/cms/sveltia-cms-*.tgz -C .cache/cms --strip-components 1 package/schema
	$(BIN)/python -m pytest -q tests/test_cms.py

$(SETUP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) -r requirements.lock
	$(BIN)/pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(TEST_SETUP): $(SETUP) .ci/requirements-test.lock
	$(PIP) -r .ci/requirements-test.lock
	$(BIN)/python .ci/find_browser.py
	touch $@

$(BENCH_SETUP): $(TEST_SETUP) .ci/requirements-bench.lock
	$(PIP) --no-binary jieba -r .ci/requirements-bench.lock
	touch $@

# Renews the locks, from versions that have wheels; `uv` is itself locked in the test lock.
lock: $(TEST_SETUP)
	$(BIN)/uv pip compile pyproject.toml --group build --upgrade --universal --python-version 3.11 --generate-hashes --only-binary :all: --no-header --quiet -o requirements.lock
	$(BIN)/uv pip compile --group test --group lock -c requirements.lock --upgrade --universal --python-version 3.11 --generate-hashes --only-binary :all: --no-header --quiet -o .ci/requirements-test.lock
	$(BIN)/uv pip compile --group bench --no-binary jieba -c requirements.lock --upgrade --universal --python-version 3.11 --generate-hashes --only-binary :all: --no-header --quiet -o .ci/requirements-bench.lock
	$(BIN)/uv pip compile --group readers --upgrade --universal --python-version 3.11 --generate-hashes --only-binary :all: --no-header --quiet -o .ci/requirements-readers.lock

# What a release consists of: the same bytes from the same commit, wherever it is built. See docs/release.md.
dist: $(SETUP)
	rm -rf dist
	$(BIN)/hatchling build --directory dist
	$(BIN)/python .ci/bill_of_materials.py dist
	cd dist && { if command -v sha256sum > /dev/null; then sha256sum *.*; else shasum -a 256 *.*; fi; } > SHA256SUMS

clean:
	rm -rf .venv dist site .site.casebook .cache
