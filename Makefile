# make serve    the course at http://127.0.0.1:8000, reloaded when you save
# make build    the course in site/
# make test     everything that must hold before a change is published
# make dialogues   what each dialogue comes to: endings, shares, lengths
# make bench    what the engine costs, printed
# make bench-search   how well the course is searched, beside the theme's own search and Pagefind
# make stats    what is in the course, in figures
# make options   forty questions without their stems, to see what the options give away; ANSWERS=file marks a reading
# make originality FACTS=../facts    runs of text shared with the notes the course was written from
# make new-course DIR=../my-course    a new course with this engine
# make lock     new versions of all packages into the two lock files

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Material prints a notice about MkDocs 2 at every build.
export NO_MKDOCS_2_WARNING := 1

.PHONY: serve build test lint types strict browser dialogues bench bench-search stats options originality new-course lock clean

serve: $(VENV)/.built
	$(BIN)/mkdocs serve --dirty --dev-addr 127.0.0.1:8000

build: $(VENV)/.built
	$(BIN)/mkdocs build --strict || { rm -rf site; exit 1; }

test: lint types browser strict
	$(BIN)/pytest

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tested
	$(BIN)/mypy

strict: build

browser: $(VENV)/.tested
	$(BIN)/python tests/get_browser.py

$(VENV)/.built: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.tested: $(VENV)/.built requirements-dev.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@

dialogues: $(VENV)/.built
	$(BIN)/python -m hooks.dialogue

bench: $(VENV)/.tested
	$(BIN)/python tests/bench.py

bench-search: $(VENV)/.tested
	test -d .cache/bench || $(BIN)/pip install --quiet --target .cache/bench jieba "pagefind[extended]"
	$(BIN)/python tests/bench_search.py --tools .cache/bench

stats: $(VENV)/.tested
	$(BIN)/python tests/stats.py

options: $(VENV)/.tested
	@$(BIN)/python tests/options.py $(if $(ANSWERS),--answers $(ANSWERS))

originality: $(VENV)/.tested
	$(BIN)/python tests/originality.py "$(FACTS)"

new-course:
	$(PYTHON) template/new_course.py "$(DIR)"

lock:
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11.5 --generate-hashes --upgrade --no-emit-index-url \
		--custom-compile-command "make lock" --extra lock pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11.5 --generate-hashes --upgrade --no-emit-index-url \
		--custom-compile-command "make lock" --extra lock --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean:
	rm -rf site $(VENV) .cache
