#!/bin/sh
# tables.sh - finds every table of options and metrics in the tree and prints
# a header with all of them, so that a new daemon's are documented by being
# there. Tables of metrics may stand in a .c: their text is what is taken.
#
#   tests/docs/tables.sh [root]
set -eu
cd "${1:-.}"

echo '/* Made by tests/docs/tables.sh. */'

# ---- options: the .def.h files, included ----
options=$(ls common/service/options.def.h services/*/options.def.h)
for file in $options; do
	echo "#include \"$file\""
done
printf '#define OPTION_TABLES(T)'
for file in $options; do
	name=$(sed -n 's/^#define \([A-Z_]*_OPTIONS\)(X).*/\1/p' "$file")
	printf ' \\\n\tT("%s", %s)' "${file%/*}" "$name"
done
printf '\n\n'

# ---- metrics: "#define X_METRICS(X) \" and its lines, copied ----
metrics=$(grep -rl --include='*.[ch]' '^#define [A-Z_]*_METRICS(X)' common \
	services | sort)
for file in $metrics; do
	awk '/^#define [A-Z_]*_METRICS\(X\)/ { on = 1 }
		on { print }
		on && !/\\$/ { on = 0 }' "$file"
done
printf '#define METRIC_TABLES(T)'
for file in $metrics; do
	sed -n 's/^#define \([A-Z_]*_METRICS\)(X).*/\1/p' "$file" |
		while read -r name; do
			printf ' \\\n\tT("%s", %s)' "${file%/*}" "$name"
		done
done
echo
