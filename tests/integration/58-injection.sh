#!/bin/sh
# Mail that gives orders is quoted, never obeyed (tests/injection).
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/attacks.sh
. tests/lib/attacks.sh
# shellcheck disable=SC2034 # for suite_start
SUITE_ENV=$ATTACKS_ENV
suite_start
attacks_try
done_testing
