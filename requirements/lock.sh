#!/bin/sh
# Write the locks from the *.in files: every version and hash pinned, no registry's address, and one
# lock for each platform and Python that can run it. The Lambdas run Python 3.13; people 3.11 or later.
set -eu
lock() {
    uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate "$@"
}
lock --python-version 3.11 "$@" dev.in -o dev.txt
lock --python-version 3.11 "$@" node.in -o node.txt
lock --python-version 3.11 --constraint dev.txt "$@" benchmarks.in -o benchmarks.txt
for group in core twilio elevenlabs; do
    lock --python-version 3.13 --constraint dev.txt "runtime-$group.in" -o "runtime-$group.txt"
done
