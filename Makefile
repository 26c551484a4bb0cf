# Two commands matter: `make run` (the main job, on a fresh machine) and `make test`.
PYTHON ?= python3
BIN := .venv/bin
OURS := engine flows web tui cli
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test check bench pictures lock compile

run: .venv/run compile  ## make .venv from the lock and live the demo's year
	@$(BIN)/phancong demo

test: .venv/test compile  ## run every test; the last line is pytest's
	@sh tools/system-tools.sh
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --cov --cov-report=term

check: .venv/test compile  ## the static gates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/phancong check plan_specs

bench: .venv/test compile  ## the benchmarks, each printing ratios measured in one run
	@$(BIN)/python -m bench

pictures: .venv/test compile  ## make the README's pictures from the real thing
	@$(BIN)/python -m tools.pictures

lock:  ## resolve pyproject.toml into the two lock files (needs uv)
	$(PYTHON) tools/lock.py

compile:  # without bytecode every start is three to four times slower, our own packages' too
	@$(BIN)/python -m compileall -q $(OURS)

.venv/run: requirements.lock pyproject.toml
	@echo "Chuẩn bị môi trường (chỉ lần đầu, vài phút)…"
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q .venv/lib || true
	@touch $@

.venv/test: .venv/run requirements-dev.lock
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m compileall -q .venv/lib || true
	@touch $@
