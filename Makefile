PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DOCS_READY := $(VENV)/.docs_ready

.PHONY: demo test check bench peers faults docs pictures schemas format clean

demo: $(READY)
	$(BIN)/lmm-qual demo

test: $(READY)
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 4

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m benchmarks $(PARTS)

peers: .peers/taguette/.ready .peers/qualitative-coding/.ready

faults: $(READY)
	$(BIN)/python -m faults $(PARTS)

docs: $(DOCS_READY)
	NO_MKDOCS_2_WARNING=1 PYTHONDONTWRITEBYTECODE=1 $(BIN)/mkdocs build --strict
	@echo "site/index.html"

pictures: $(READY)
	$(BIN)/python docs/pictures/make_pictures.py

schemas: $(READY)
	$(BIN)/python -m lmm_qual.definitions.schemas schemas

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $(READY)

$(DOCS_READY): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[docs]'
	touch $(DOCS_READY)

.peers/taguette/.ready: PACKAGE := taguette==1.5.2
.peers/qualitative-coding/.ready: PACKAGE := qualitative-coding==1.7.8
.peers/%/.ready:
	$(PYTHON) -m venv .peers/$*
	.peers/$*/bin/python -m pip install --quiet --disable-pip-version-check $(PACKAGE)
	touch $@

clean:
	rm -rf $(VENV) .peers demo dist build site .pytest_cache .mypy_cache .ruff_cache .hypothesis
