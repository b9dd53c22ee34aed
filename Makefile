# Every target is `./camket` with the same word, so that a machine without make loses nothing.
# PYTHON=python3.13 make test tries another interpreter.
PYTHON ?= python3

.PHONY: run test check lock bench
run test check lock bench:
	@$(PYTHON) ./camket $@
