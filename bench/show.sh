#!/bin/sh
# Median wall time of `covey show`, in milliseconds, over 20 starts. Usage: bench/show.sh PROJECT STUDY
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
project=$1
study=$2
"$here/covey" show --project="$project" "$study" > /dev/null
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  begin=$(date +%s%N)
  COVEY_BUILD=never "$here/covey" show --project="$project" "$study" > /dev/null
  end=$(date +%s%N)
  echo $(((end - begin) / 1000000))
done | sort -n | awk '{ v[NR] = $1 } END { print "median " (v[10] + v[11]) / 2 " ms of " NR " starts, fastest " v[1] " ms" }'
