# Latchkey's commands; `make help` lists them. What each does stands in scripts/.
.DEFAULT_GOAL := help
SHELL := /bin/bash
# Two heavy builds at once would take longer than one after the other.
.NOTPARALLEL:

cache := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/latchkey
export CARGO_TARGET_DIR := $(or $(LATCHKEY_TARGET),$(cache)/target)
ifneq ($(wildcard $(HOME)/.cargo/bin),)
export PATH := $(HOME)/.cargo/bin:$(PATH)
endif

.PHONY: help run demo watch test test-long bench fmt lint site

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-10s %s\n", $$1, $$2 }'

run: ## install what is missing, build, serve on http://localhost:3000 with data/
	@exec scripts/run serve

demo: ## the same with a sample world of two customers under data/demo
	@exec scripts/run demo

watch: ## build and serve again whenever a source changes
	@exec scripts/watch

test: ## everything: format, lints, tests on both engines, the browser
	@exec scripts/test

test-long: ## the same with longer races (200 rounds instead of 20)
	@exec scripts/test --long

bench: ## the figures: ratios measured in one run
	@scripts/set-up test
	@cargo xtask site
	@echo "building the server as it is installed (a quarter of an hour, this once)"
	@exec scripts/with-postgres cargo run --quiet --profile dist --locked --package server --bin bench

fmt: ## format the Rust code
	@cargo fmt --all

lint: ## size of files, purity of the wasm half, shellcheck, clippy
	@scripts/set-up test
	@cargo xtask site
	@exec scripts/lint

site: ## build what browsers load into target/site
	@scripts/set-up run
	@cargo xtask site
