.DEFAULT_GOAL := help
.PHONY: help setup run test bench lint fmt migrate schema clean

sources := Sources Tests Package.swift

help: ## Print this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

setup: ## Install what is missing: Debian packages, test peers
	@bin/setup

run: ## Set up, build, and serve on PORT (8080) until Ctrl-C
	@bin/run

test: ## Set up, check the style, build, run all tests
	@bin/test

bench: ## Measure in release mode; prints JSON
	@bin/bench

lint: ## Check the style
	@swift format lint --strict --recursive $(sources)

fmt: ## Format the sources in place
	@swift format format --in-place --recursive $(sources)

migrate: ## Bring the database to the newest schema
	@bin/laadboek migrate

schema: ## Write migrations/schema.sql, what the migrations make
	@UPDATE_GOLDENS=1 bin/test --filter SchemaDumpTests

clean: ## Remove what the build made; data below LAADBOEK_HOME stays
	@rm -rf .build .build-asan .venv
