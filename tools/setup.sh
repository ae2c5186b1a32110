# setup.sh -- what demo.sh, test.sh and .ci/run have in common. To be sourced
# by a POSIX shell from the root of the project, under `set -eu`.

# What building and testing takes, by its name in Debian 12.
PACKAGES="gcc libc6-dev cmake ninja-build pkg-config python3 git zstd
    libarchive-dev libxml2-dev libxxhash-dev libzstd-dev libicu-dev
    libstemmer-dev libjansson-dev libedit-dev libstdc++-12-dev check libsubunit-dev
    poppler-utils bzip2 xz-utils zip python3-jsonschema
    mandoc zsh fish tmux less"

say() {
    printf '\n== %s\n' "$*"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "Neither root nor sudo: run as root: $*" >&2
        return 1
    fi
}

# need PACKAGE... -- installs those that are not there; touches the network
# only then.
need() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "This is not Debian: install what stands for $* yourself"
        return 0
    fi
    missing=
    for package in "$@"; do
        case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
        installed) ;;
        *) missing="$missing $package" ;;
        esac
    done
    if [ -z "$missing" ]; then
        return 0
    fi
    say "Installing with apt-get:$missing"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
    # Unquoted: one word a package.
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-install-recommends $missing
}

# build PRESET [CMAKE-OPTION...] -- configures and builds into build/PRESET.
build() {
    preset=$1
    shift
    say "Building build/$preset"
    cmake --preset "$preset" "$@" >/dev/null
    cmake --build --preset "$preset"
}
