#!/usr/bin/env bash
# The emulator as real clients see it: boto3, awscli and AWS's own runtime client for Python, under pytest.
# Arguments go to pytest: scripts/test-clients.sh -k timeout
set -euo pipefail
cd "$(dirname "$0")/.."

tests=Tests/Clients
environment=.build/venv
# The system's interpreter, where there is one: functions run as another user, who must be able to read it.
python=$([ -x /usr/bin/python3 ] && echo /usr/bin/python3 || command -v python3)

# Rebuilt whenever the list of packages changes; the copy inside says what was installed.
if ! cmp -s "$tests/requirements.txt" "$environment/requirements.txt"; then
    rm -rf "$environment"
    "$python" -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check --requirement "$tests/requirements.txt"
    cp "$tests/requirements.txt" "$environment/requirements.txt"
fi

exec "$environment/bin/python" -m pytest -o testpaths="$tests" -o cache_dir=.build/pytest "$@"
