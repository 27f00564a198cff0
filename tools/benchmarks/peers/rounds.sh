# What the scripts of this folder do with their measurements (../shared/measurement.hpp); they source it.
# shellcheck shell=bash

# measurement WORK VARIANT SIZE WHO PER_SECOND P50_US P99_US: as a line.
measurement() { printf '%s\t%s\t%s\t%s\t%.3f\t%.1f\t%.1f\n' "$@"; }

# Of the lines that several rounds printed, one of their medians for each thing measured, in the order of the first round.
medians() {
  awk -F '\t' -v OFS='\t' '
    function median(values, count,   numbers, i, j, v) {
      split(values, numbers, " ")
      for (i = 2; i <= count; i++) {
        v = numbers[i]
        for (j = i - 1; j > 0 && numbers[j] + 0 > v + 0; j--) numbers[j + 1] = numbers[j]
        numbers[j + 1] = v
      }
      return numbers[int((count + 1) / 2)]
    }
    {
      thing = $1 OFS $2 OFS $3 OFS $4
      if (!(thing in count)) things[++found] = thing
      ++count[thing]
      for (i = 5; i <= 7; i++) taken[thing, i] = taken[thing, i] " " $i
    }
    END {
      for (i = 1; i <= found; i++) {
        thing = things[i]
        print thing, median(taken[thing, 5], count[thing]), median(taken[thing, 6], count[thing]),
          median(taken[thing, 7], count[thing])
      }
    }'
}

# percentile SHARE FILE: of a file of numbers, one a line.
percentile() {
  sort -n "$2" | awk -v share="$1" '{ each[NR] = $1 } END { rank = int(share * NR + 0.999999); print NR ? each[rank < 1 ? 1 : rank] : 0 }'
}
