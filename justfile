# The tasks of the house; `just` lists them.

default:
    @just --list

# everything a change must pass
check: lint types layers test knowledge docs

# format, lint, and mend what can be mended
fix:
    uv run ruff format .
    uv run ruff check --fix .
    uv run cog -r README.md docs/reference/*.md docs/start/*.md

lint:
    uv run ruff format --check .
    uv run ruff check .
    uv run typos

types:
    uv run mypy

layers:
    uv run lint-imports

test:
    uv run pytest

# every example in the knowledge files
knowledge:
    uv run demarche check

# pages written by cog are what today's code writes
docs:
    uv run cog --check README.md docs/reference/*.md docs/start/*.md

# our own gold, against its floors
measure:
    uv run demarche measure tests/gold --floors tests/floors.toml

# figures of the layers on the public development sets in DATA
measure-data DATA:
    uv run python -m bench.layers {{DATA}}

bench *ARGS:
    uv run python -m bench.speed {{ARGS}}

# how large things are: the install, the wheel, the rooms
sizes:
    uv run python tools/sizes.py

# from public data to weights (see training/README.md); START holds a MiniLM-L6
train DATA START OUT:
    uv run --group training python -m training.train {{DATA}} {{START}} {{OUT}}
    uv run --group training python -m training.types {{DATA}} {{START}} {{OUT}}
    uv run --group training python -m training.export {{OUT}} {{START}} src/demarche/encode/weights
    uv run --group training python -m training.prune {{DATA}} src/demarche/encode/weights
    uv run --group training python -m training.telling src/demarche/encode/weights {{OUT}}
    uv run --group training python -m training.card {{DATA}} src/demarche/encode/weights --log {{OUT}}
