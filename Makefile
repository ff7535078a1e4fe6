# Every target works from a fresh clone on Debian with Swift 6.3 alone; what else is missing gets installed.

# Tests need testable modules. The server is built with the same flags, so that `run` and `test` share their objects.
RELEASE := -c release -Xswiftc -enable-testing
PORT ?= 8080

.DEFAULT_GOAL := help
.PHONY: help run test soak check format bench

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: ## Build, fill a demo business and serve it (PORT=8080)
	@Scripts/install.sh run
	swift build $(RELEASE) --product perennial
	@exec .build/release/perennial demo --data data/demo --port $(PORT)

test: ## Run the Swift tests, the conformance checks and the browser tests, on SQLite and on PostgreSQL
	@Scripts/install.sh test
	@RELEASE='$(RELEASE)' Scripts/postgres.sh Scripts/test.sh

soak: ## The same with the long-running tests
	@PERENNIAL_SOAK=1 $(MAKE) --no-print-directory test

check: ## Lint, tidy, and refuse imports that Package.swift does not declare
	swift format lint --strict -r Sources Tests Package.swift
	PERENNIAL_TIDY_ONLY=1 swift test --scratch-path .build-tidy --disable-xctest
	swift build --build-system native --scratch-path .build-check --explicit-target-dependency-import-check error

format: ## Format all Swift sources in place
	swift format format --in-place -r Sources Tests Package.swift

bench: ## Run all benchmarks, or one (NAME=x)
	@Benchmarks/run $(NAME)
