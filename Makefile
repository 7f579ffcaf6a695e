# Two commands: `make run` serves Tessera with embedded defaults, `make test` proves it. Both set up what they need.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
PYTHON ?= python3

.PHONY: run test lint bench build setup setup-dev clean

run: setup
	@exec python -m tools.serve

test: setup-dev lint
	node --test "tests/js/**/*.test.js"
	python -m pytest -n 3 --dist loadfile -m "not journey"
	# Apart: a browser's driver keeps an event loop in its process, and Django's database calls refuse to run beside one.
	python -m pytest -n 2 --dist loadfile -m "journey and not alone"
	# Firefox now and then stands still where a worker begins another, mostly while others take all cores (worker/nested.js).
	python -m pytest -m alone

lint: setup-dev
	ruff check . && ruff format --check .
	mypy
	npx --no-install prettier --check --log-level warn "**/*.{js,jsx,mjs,css}"
	npx --no-install eslint .
	npx --no-install tsc -p tsconfig.json

bench: setup-dev
	python -m bench

setup:
	@PYTHON=$(PYTHON) tools/setup.sh run

setup-dev:
	@PYTHON=$(PYTHON) tools/setup.sh dev

clean:
	rm -rf .venv node_modules build static/build .mypy_cache .ruff_cache .pytest_cache .hypothesis
