# Cellist's front door. The two that matter: `make lab`, `make test`.

PREFIX ?= /usr/local
DESTDIR ?=
RELEASE := .build/release
LIBRARY := $(DESTDIR)$(PREFIX)/lib/cellist

.PHONY: help lab notebooks test build install uninstall lint bench docs clean packages

help:
	@echo 'make lab                    set up, build, and play Lab 3 with every check (about 5 minutes the first time)'
	@echo 'make notebooks              play notebooks/ and compare what comes with what they hold'
	@echo 'make test                   the whole test suite'
	@echo 'make build                  the release build: .build/release/cellist'
	@echo 'make install PREFIX=FOLDER  install into FOLDER/bin and FOLDER/lib/cellist (default /usr/local)'
	@echo 'make uninstall              remove what install put there'
	@echo 'make lint                   swift format lint --strict'
	@echo 'make bench                  ratios to the bare compiler and to NumPy'
	@echo "make docs                   LabKit's reference, by DocC, into .build/docs; a warning fails"
	@echo 'make clean                  remove what was built'

packages:
	@.ci/packages

build: packages
	swift build -c release

lab: build
	$(RELEASE)/cellist check --show-output lab-cells/lab3

# Plays the notebooks and compares their outputs. lab3-beyond trains for two minutes more: only its cells are compared.
notebooks: build
	notebooks/build --check
	$(RELEASE)/cellist check --jobs 2 $(filter-out %/lab3-beyond.ipynb,$(wildcard notebooks/*.ipynb))

# The end-to-end tests run the debug build of the same products.
test: packages
	swift build --build-tests
	@.ci/test

install: build
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(LIBRARY)/modules'
	install -m 755 $(RELEASE)/cellist '$(DESTDIR)$(PREFIX)/bin/cellist'
	install -m 755 $(RELEASE)/cellist-worker '$(LIBRARY)/cellist-worker'
	install -m 755 $(RELEASE)/libCellRuntime.so '$(LIBRARY)/libCellRuntime.so'
	install -m 644 $(RELEASE)/Modules/CellKit.swiftmodule $(RELEASE)/Modules/LabKit.swiftmodule '$(LIBRARY)/modules'
	install -m 644 $(RELEASE)/Modules/CellKit.swiftdoc $(RELEASE)/Modules/LabKit.swiftdoc '$(LIBRARY)/modules'
	install -m 644 LICENSE NOTICE '$(LIBRARY)'

uninstall:
	rm -f '$(DESTDIR)$(PREFIX)/bin/cellist'
	rm -rf '$(LIBRARY)'

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

bench: build
	Benchmarks/run

docs: packages
	@.ci/docs

clean:
	rm -rf .build
