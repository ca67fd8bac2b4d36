# Each target is a call of one script, which also works without make and sets up what it needs first.
.PHONY: build run test test-all bench lint clean

build:     ; @scripts/build.sh
run:       ; @scripts/run.sh
test:      ; @scripts/test.sh
test-all:  ; @scripts/test.sh --all
# make bench ONLY=prefix runs the measurements whose names begin so.
bench:     ; @scripts/bench.sh $(ONLY)
lint:      ; @scripts/lint.sh
clean:     ; @scripts/clean.sh
