# make site      builds the portal in content/ to public/
# make serve     shows the portal in your browser, with drafts, and anew whenever you save
# make test      runs the test suite, but for what takes long:
# make browser   looks at the pages in a real browser
# make forges    does what the forges do with a contribution, and with what is published
# make laws      tries what takes long, and the laws as hard as they should be
# make validate  checks the HTML of every page, of this portal and of one of extremes; needs Node and npm
# make schemas   writes the JSON Schemas and snippets anew, with which editors complete names
# make admin OUT=FOLDER ARGS="..."  puts together the form in the browser, to be served beside the portal; needs npm
# make looks OUT=FOLDER  takes pictures of every kind of page, at three widths, light and dark; needs Chromium
# All of them set up what is missing, in .venv, and nowhere else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site serve test browser forges laws validate schemas admin looks lint clean

site: $(VENV)/site
	@$(BIN)/python build.py
	@echo
	@echo "To look at it:  make serve"

serve: $(VENV)/site
	@$(BIN)/python build.py serve

test: $(VENV)/dev
	@$(BIN)/python -m pytest -m "not browser and not forge and not long"

# Without npm, the form is not tried; in CI that is a failure.
browser: $(VENV)/dev $(if $(shell command -v npm),$(VENV)/admin/node_modules)
	@$(BIN)/python -m pytest -m browser

forges: $(VENV)/dev
	@$(BIN)/python -m pytest -m "forge and not browser"

laws: $(VENV)/dev
	@$(BIN)/python -m pytest -m long --ignore tests/laws/test_never_raises.py
	@BYLINE_TRIES=30 $(BIN)/python -m pytest $(addprefix tests/laws/test_,warm.py late.py stoppress.py touched.py explained.py)
	@BYLINE_TRIES=9 $(BIN)/python -m pytest tests/laws/test_never_raises.py

lint: $(VENV)/dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

validate: $(VENV)/site $(VENV)/validator/node_modules
	@rm -rf $(VENV)/validator/extremes
	@$(BIN)/python build.py --drafts --out $(VENV)/validator/own >/dev/null
	@$(BIN)/python tests/extremes.py $(VENV)/validator/extremes
	@$(BIN)/python build.py --root $(VENV)/validator/extremes >/dev/null
	@$(VENV)/validator/node_modules/.bin/html-validate --config tests/validator/htmlvalidate.mjs $(VENV)/validator/own $(VENV)/validator/extremes/public
	@echo "Every page is valid."

schemas: $(VENV)/site
	@mkdir -p .schema .vscode
	@$(BIN)/python build.py schema snippets > .vscode/byline.code-snippets
	@for kind in story person page settings; do $(BIN)/python build.py schema $$kind > .schema/$$kind.json || exit; done

admin: $(VENV)/site $(VENV)/admin/node_modules
	@test -n "$(OUT)" || { echo "Say where the form is to go: make admin OUT=FOLDER"; exit 2; }
	@$(BIN)/python build.py admin --out "$(OUT)" $(ARGS)
	@cd $(VENV)/admin/node_modules/decap-cms/dist && cp decap-cms.js decap-cms.js.LICENSE.txt *.decap-cms.js *.wasm "$(abspath $(OUT))"
	@echo "The form is in $(OUT)."

looks: $(VENV)/dev
	@test -n "$(OUT)" || { echo "Say where the pictures are to go: make looks OUT=FOLDER"; exit 2; }
	@$(BIN)/python tests/looks.py "$(OUT)"

$(VENV)/site: constraints.txt pyproject.toml
	@$(MAKE) --no-print-directory venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: constraints-dev.txt pyproject.toml
	@$(MAKE) --no-print-directory venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/validator/node_modules: tests/validator/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: install nodejs and npm (Debian: apt install nodejs npm)."; exit 2; }
	@mkdir -p $(VENV)/validator
	@cp tests/validator/package.json tests/validator/package-lock.json $(VENV)/validator
	@npm --prefix $(VENV)/validator ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(VENV)/admin/node_modules: admin/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: install nodejs and npm (Debian: apt install nodejs npm)."; exit 2; }
	@mkdir -p $(VENV)/admin
	@cp admin/package.json admin/package-lock.json $(VENV)/admin
	@npm --prefix $(VENV)/admin ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: venv
venv:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install python3 and python3-venv (Debian: apt install python3 python3-venv)."; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Byline needs Python 3.11 or newer; name one: make PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv is missing: install the package python3-venv (Debian: apt install python3-venv)."; exit 2; }
	@test -x $(BIN)/python && $(BIN)/python -c 'import pip' 2>/dev/null || { rm -rf $(VENV); echo "Setting up $(VENV) (once) ..."; $(PYTHON) -m venv $(VENV); }

clean:
	rm -rf public .public-* .byline $(VENV)
