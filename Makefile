# Heritage Trail: `make run` starts it, `make test` tests it, `make help` lists the rest.
# Every target works without root, from any folder (also one with blanks in its name), and can be repeated.

PORT ?= 8000
DEMO ?= 1
ARGS ?=
URL ?=
export PORT DEMO URL

# A Python that can make the virtual environment; every recipe fails with one clear line where there is none.
BOOTSTRAP = python="$$(sh scripts/find-python.sh)" &&

.DEFAULT_GOAL := help
.PHONY: help run serve password setup test test-postgres lint audit format demo-check crawl lighthouse bench-serve drill clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## Set everything up where needed, and serve on http://127.0.0.1:8000 (PORT=8001, DEMO=0 for an empty trail)
	@$(BOOTSTRAP) exec "$$python" scripts/run.py

serve: export PORT := $(if $(filter file,$(origin PORT)),8080,$(PORT))
serve: ## The same trail as in production: granian, a worker, pages kept ready, on http://127.0.0.1:8080 (PORT=8081)
	@$(BOOTSTRAP) exec "$$python" scripts/serve.py

password: ## Show how to sign in to the admin
	@$(BOOTSTRAP) exec "$$python" scripts/run.py --login

setup: ## Install what the site and its tests need, and do no more
	@$(BOOTSTRAP) exec "$$python" scripts/bootstrap.py --dev

test: ## Run all tests on SQLite, browser tests where a Chromium is found (ARGS="tests/core -k name")
	@$(BOOTSTRAP) exec "$$python" scripts/test.py $(ARGS)

test-postgres: ## Run the tests on PostgreSQL: TEST_DATABASE_URL, or a throw-away server
	@$(BOOTSTRAP) exec "$$python" scripts/test.py --postgres $(ARGS)

lint: ## Check code, templates, migrations, settings and the demo
	@$(BOOTSTRAP) exec "$$python" scripts/lint.py

audit: ## Ask PyPI and npm whether faults are known of what is installed (ARGS=--warn where there is no network)
	@$(BOOTSTRAP) exec "$$python" scripts/audit.py $(ARGS)

format: ## Put the code into the project's form
	@$(BOOTSTRAP) exec "$$python" scripts/lint.py --format

demo-check: ## Check the files of demo/ without writing anything
	@$(BOOTSTRAP) exec "$$python" scripts/lint.py demo

crawl: ## Visit every page of the demo with a browser, and say what is wrong (URL=http://127.0.0.1:8000 for a running site)
	@$(BOOTSTRAP) exec "$$python" scripts/crawl.py

lighthouse: ## Measure six pages with Lighthouse, and write docs/reference/lighthouse.md (takes Lighthouse from npm into var/)
	@$(BOOTSTRAP) "$$python" scripts/bootstrap.py --dev && exec .venv/bin/python -m bench.lighthouse

bench-serve: ## Compare the page store with plain files, and write docs/reference/benchmarks-serve.md (needs nginx and wrk)
	@$(BOOTSTRAP) "$$python" scripts/bootstrap.py --dev && exec .venv/bin/python -m bench.serve $(ARGS)

drill: ## Fill the disk, shift the clock, be slow, stop PostgreSQL, kill a migration, and write docs/reference/drill.md (ARGS="clock slow")
	@$(BOOTSTRAP) "$$python" scripts/bootstrap.py --dev && exec .venv/bin/python -m bench.drill $(ARGS)

clean: ## Remove what was installed and cached; the database, the uploads and the passwords stay
	@rm -rf .venv node_modules .ruff_cache .pytest_cache .hypothesis htmlcov .coverage
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Removed .venv, node_modules and caches. var/ and media/ hold your data and were left alone."
