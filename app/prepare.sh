# Sourced by app/run and tests/run: the packages that a build needs, and the build itself.
# Works from any directory, as root or not, in a path with spaces.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

say() { printf '%s\n' "$*" >&2; }
fail() { say "$0: $*"; exit 1; }

# One line per purpose, so that it is clear what may go when something is no longer used.
packages=(
    g++ cmake ninja-build ccache                                   # the build
    qt6-base-dev qt6-svg-dev libqt6sql6-sqlite                  # the window and the run history
    qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-translations-l10n libgl-dev
    libqscintilla2-qt6-dev nlohmann-json3-dev libboost-dev         # editor, JSON, HTTP
    libyaml-cpp-dev                                                # definitions in YAML
    libpcre2-dev                                                   # regular expressions of JSONata
    libzip-dev libsodium-dev                                       # deployment packages and their signatures
    bubblewrap slirp4netns                                         # isolation of functions, and their network
    fonts-dejavu-core fonts-nanum                                  # Latin and Hangul
)
test_packages=(xvfb xauth ruby)                                    # a display, and what functions may be written in
fuzz_packages=(clang libclang-rt-14-dev)                           # libFuzzer

# Interpreters count as there when a command is, wherever it came from.
interpreter_packages() {
    command -v python3 >/dev/null 2>&1 || echo python3
    command -v node >/dev/null 2>&1 || echo nodejs
}

missing_packages() {
    local installed package
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p')
    for package in "$@" $(interpreter_packages); do
        grep -qxF "$package" <<<"$installed" || echo "$package"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        say "This needs administrator rights: sudo $*"
        sudo "$@"
    else
        fail "these packages are needed and there is no sudo; as root, run: apt-get install ${missing[*]}"
    fi
}

install_packages() {
    [ "${WARMSTART_SKIP_PACKAGES:-0}" = 1 ] && return
    if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
        say "This system is not Debian, so the packages are yours to install. On Debian 12 they are called:"
        say "    $* python3 nodejs"
        fail "install what corresponds to them and start again with WARMSTART_SKIP_PACKAGES=1"
    fi
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} = 0 ] && return
    say "Installing ${#missing[@]} missing packages: ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq \
        || say "The package lists could not be refreshed; trying with the ones that are here."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 \
        || fail "the packages could not be installed. Written for Debian 12; on another release, install what corresponds to them and start again with WARMSTART_SKIP_PACKAGES=1"
}

# build FOLDER TARGET [cmake options]: configures once, then only what changed.
build() {
    local folder=$1 target=$2
    shift 2
    mkdir -p "$folder"
    exec 9>"$folder/.lock"
    flock 9
    export CCACHE_BASEDIR=$root
    # A build folder that was copied or moved remembers another place: start it afresh.
    if [ -f "$folder/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
        find "$folder" -mindepth 1 -maxdepth 1 ! -name .lock -exec rm -rf {} +
    fi
    if [ ! -f "$folder/build.ninja" ]; then
        cmake -S "$root" -B "$folder" -G Ninja "$@" >"$folder/configure.log" 2>&1 \
            || { tail -n 30 "$folder/configure.log" >&2; fail "cmake could not configure the build"; }
    fi
    local quiet=--quiet
    [ -t 2 ] && quiet=
    ninja ${quiet:+$quiet} -C "$folder" "$target" >&2 || fail "the build failed; the first error above is the one to look at"
    exec 9>&-
}
