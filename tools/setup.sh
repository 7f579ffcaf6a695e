#!/usr/bin/env bash
# Sets up what `make run` (run) or `make test` (dev) needs, from the package registries: virtual environment, Node,
# browser libraries, bundles, static files. Does nothing twice: each step has a stamp made of what it depends on.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:-run}
PYTHON=${PYTHON:-python3}
NODE_AT_LEAST="22.13"

say() { printf '\033[2m· %s\033[0m\n' "$*" >&2; }
mark() { cat "$@" | sha256sum | cut -c1-16; }

apt_install() {
  if [ "$(id -u)" != 0 ]; then
    echo "Missing: $*. Install with: apt-get install $*" >&2
    exit 1
  fi
  say "installing $*"
  apt-get update -qq
  # Never at the price of something else: a machine's own mail server would make room for the test's.
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends --no-remove "$@" >/dev/null
}

python_environment() {
  "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tessera needs Python 3.11 or newer" >&2; exit 1; }
  "$PYTHON" -c 'import ensurepip' 2>/dev/null || apt_install python3-venv
  [ -x .venv/bin/python ] || { say "making the virtual environment"; "$PYTHON" -m venv .venv; }
  local file=requirements.txt stamp
  [ "$mode" = dev ] && file=requirements-dev.txt
  stamp=".venv/.done-$mode-$(mark requirements.txt requirements-dev.txt constraints.txt)"
  if [ ! -e "$stamp" ]; then
    say "installing $file"
    .venv/bin/pip install --quiet --disable-pip-version-check -r "$file" -c constraints.txt
    touch "$stamp"
  fi
}

node_environment() {
  if ! node -e "const [a,b]=process.versions.node.split('.').map(Number),[c,d]='$NODE_AT_LEAST'.split('.').map(Number);process.exit(a>c||a===c&&b>=d?0:1)" 2>/dev/null; then
    say "installing Node from its Python package"
    .venv/bin/pip install --quiet --disable-pip-version-check -r requirements-node.txt -c constraints.txt
  fi
  local stamp
  stamp="node_modules/.done-$(mark package-lock.json)"
  if [ ! -e "$stamp" ]; then
    say "installing browser libraries"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
    touch "$stamp"
  fi
}

bundles() {
  local stamp
  stamp="build/.done-$(find static esbuild.mjs package-lock.json -type f -not -path 'static/build/*' | LC_ALL=C sort | xargs cat | mark -)"
  if [ ! -e "$stamp" ] || [ ! -e static/build/app.js ]; then
    say "bundling"
    mkdir -p build && rm -f build/.done-*
    node esbuild.mjs
    # The manifest must name this build only: WhiteNoise serves what stands here.
    rm -rf build/static
    TESSERA_DATA=build/setup-data .venv/bin/python manage.py collectstatic --noinput --verbosity 0
    touch "$stamp"
  fi
}

catalogues() {
  local po mo
  for po in locale/*/LC_MESSAGES/django.po; do
    mo=${po%.po}.mo
    [ "$mo" -nt "$po" ] || .venv/bin/pybabel -q compile -i "$po" -o "$mo"
  done
}

test_programs() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium fonts-dejavu-core)
  command -v firefox-esr >/dev/null || missing+=(firefox-esr)
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
  # The real mail road: server programs are off a person's path.
  PATH=$PATH:/usr/sbin command -v exim4 >/dev/null || missing+=(exim4-daemon-light)
  PATH=$PATH:/usr/sbin command -v dovecot >/dev/null || missing+=(dovecot-imapd)
  command -v mbsync >/dev/null || missing+=(isync)
  [ ${#missing[@]} = 0 ] || apt_install "${missing[@]}"
}

python_environment
export PATH="$PWD/.venv/bin:$PATH"
node_environment
[ "$mode" = dev ] && test_programs
catalogues
bundles
