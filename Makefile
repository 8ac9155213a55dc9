# The front door: each target is one sentence in `make help`; what takes more than a few lines lies in scripts/.
# Products of a build stay under .build/ and dist/; nothing else is written.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: demo run build package test check format bench help needs

SWIFT ?= swift
RELEASE := .build/release
# The standard library is linked in, and exclusive access is proven by the compiler alone, not checked again at run time:
# measured together, a tenth of what the emulator spends on a warm invocation.
RELEASE_FLAGS := -c release --static-swift-stdlib -Xswiftc -enforce-exclusivity=unchecked

demo: build package ## Build everything, run the four experiments on realistic traffic and print the verdicts.
	$(SWIFT) build $(RELEASE_FLAGS) --product understudy-demo
	$(RELEASE)/understudy-demo

run: build package ## Run the emulator in the foreground with serverless.yml and experiments.yml (AWS endpoint on port 4566, API on port 3000).
	exec $(RELEASE)/understudy start --config serverless.yml --experiments experiments.yml --open

build: needs ## Build the emulator as a release: .build/release/understudy.
	$(SWIFT) build $(RELEASE_FLAGS) --product understudy
	$(SWIFT) build $(RELEASE_FLAGS) --product understudy-init

package: needs ## Build the functions for AWS Lambda: one zip each in dist/.
	scripts/package.sh

test: package ## Run every test: the Swift ones, then the emulator under the real AWS clients.
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --skip EmulatorTests
	# By themselves: the Scientist's simulations take all the CPU there is, for longer than real processes can wait; and
	# what is seen of CPU limits is disturbed even by other processes.
	$(SWIFT) test --skip-build --filter EmulatorTests --skip LimitsOnProcessesTests
	$(SWIFT) test --skip-build --filter LimitsOnProcessesTests
	scripts/check-reproducible.sh
	scripts/test-plugin.sh
	scripts/install-browser.sh
	scripts/test-clients.sh

check: needs ## Check formatting, imports, warnings and that no tracked file names a path of one machine.
	scripts/check.sh

format: ## Format every Swift file in place.
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

bench: build package ## Measure zips, starts and invocations, and hold them against their targets.
	scripts/bench.sh

needs:
	@scripts/install.sh

help: ## Print this list.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile
