"""The files of the project, for the checks beside this file."""
import pathlib
import subprocess


def files(root, *patterns):
    """Paths below `root`, relative to it and sorted, that match a pattern.

    What git tracks or would track; in a tree without git everything outside
    build folders.
    """
    git = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"],
        capture_output=True, check=False)
    if git.returncode == 0:
        names = [pathlib.PurePosixPath(name)
                 for name in git.stdout.decode().split("\0") if name]
    else:
        names = [pathlib.PurePosixPath(path.relative_to(root).as_posix())
                 for path in pathlib.Path(root).rglob("*")
                 if not path.relative_to(root).parts[0].startswith(("build", ".git"))]
    return sorted({name for name in names
                   if (pathlib.Path(root) / name).is_file()
                   and (not patterns or any(name.match(p) for p in patterns))})
