# The commands of this project. Each prepares what it needs; `make` alone lists them.
PYTHON ?= python3
export PATH := $(CURDIR)/.venv/node:$(CURDIR)/.venv/bin:$(PATH)
# Python compiles what it imports once; where a machine forbids that, each start would do it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup generate run up down test check bench lock clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 12

setup: ## prepare .venv and node_modules (done by the other commands, too)
	@$(PYTHON) -m local.setup || \
	{ status=$$?; [ $$status -eq 130 ] || $(PYTHON) -m generator.doctor; exit $$status; }

generate: setup ## specs/ -> generated/
	@python -m generator generate

run: setup ## deploy to a local AWS and work through samples/records.csv, or RECORDS=your.csv
	@python -m local run $(if $(RECORDS),--records "$(RECORDS)")

up: setup ## start the local AWS with the system deployed on it, and leave it running
	@python -m local up

down: setup ## stop what `make up` started
	@python -m local down

test: setup ## run the tests
	@python -m pytest

check: setup ## lint, types, layering, and whether generated/ is current
	@ruff check
	@ruff format --check
	@mypy
	@lint-imports
	@python -m generator check

bench: setup ## measure speed and memory, beside peers that are installed for it (some minutes)
	@[ -e .run/peers/whole ] || { echo "bench: installing the peers ..."; rm -rf .run/peers; \
	python -m pip install --quiet --require-hashes --target .run/peers -r requirements/benchmarks.txt && \
	touch .run/peers/whole; }
	@for part in generate asl patterns calls memory; do \
	echo "== $$part"; PYTHONPATH=.run/peers python -m benchmarks.bench_$$part || exit 1; done

lock: ## write the requirements locks anew from the *.in files (needs uv; UPGRADE=1 takes new releases)
	@cd requirements && sh lock.sh $(if $(UPGRADE),--upgrade)

clean: ## remove all that these commands made
	@if [ -x .venv/bin/python ]; then python -m local down; fi
	rm -rf .venv node_modules .run cdk.out .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
