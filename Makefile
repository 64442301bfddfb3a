# Handover. `make help` lists what there is to make.
.DEFAULT_GOAL := help
.PHONY: help setup build release test check lint format demo interop fuzz bulk forms corpus bench bench-intake bench-peers spark snapshots clean

swift := swift
release := .build/release
demo ?= demo

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install the Debian packages that are missing
	@scripts/install-dependencies

build: setup ## build for development
	$(swift) build

release: setup ## build what users run, under .build/release
	$(swift) build -c release --product handover
	$(swift) build -c release --product handover-reader

test: setup ## run all tests
	$(swift) build --build-tests
	$(swift) test --skip-build

check: setup lint ## the whole gate: warnings are errors, lint, tests, architecture
	$(swift) build --build-tests -Xswiftc -warnings-as-errors --scratch-path .build/check
	$(swift) test --skip-build -Xswiftc -warnings-as-errors --scratch-path .build/check

lint: ## formatting and documentation of the sources
	$(swift) format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks

format: ## format the sources
	$(swift) format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks

demo: release ## two hundred fictitious retirees, out and back again, in ./demo
	@scripts/demo $(demo)

interop: release ## fill, read and validate with programs that are not ours
	@scripts/install-dependencies --interop
	@Tests/Interop/run

corpus: release ## inspect PDF files of other projects' packages, beside qpdf's own JSON
	@scripts/install-dependencies --interop
	@$$(Tests/Interop/venv) Tests/Interop/corpus.py .build/release/handover

fuzz: ## feed every reader with made-up inputs, half a minute each; scripts/fuzz SECONDS TARGET for more
	@scripts/fuzz

forms: release ## look at every page of every form, at shortest, typical and longest values
	@scripts/check-forms

bulk: release ## large runs, killed, interrupted, divided, out of disk
	@Tests/Interop/bulk.py

bench: release ## measure each stage and the whole; docs/performance.md says what the figures mean
	$(swift) build -c release --product Stages
	@scripts/bench

bench-intake: release ## read 10,000 returned files, a tenth of them hostile, beside other people's programs
	@scripts/bench-intake

bench-peers: release ## measure beside other people's tools on the same page
	@scripts/bench-peers

spark: release ## a province's people by Apache Spark, a worker killed half-way
	@Examples/spark/run

snapshots: ## record the text snapshots anew (that run still fails)
	RECORD_SNAPSHOTS=1 $(swift) test

clean: ## remove everything that was built
	rm -rf .build demo
