"""What is shipped works: the wheel, installed into a clean environment, brings its folders and runs."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]


def _run(*command: str | Path, cwd: Path) -> str:
    run = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, f"{command}\n{run.stdout}\n{run.stderr}"
    return run.stdout


def _list_shipped_files() -> set[str]:
    return {
        path.relative_to(REPOSITORY).as_posix()
        for folder in ("templates", "scenarios")
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from the checkout without isolation: the build tool is part of the development extra."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=REPOSITORY)
    (built,) = folder.glob("planner-*.whl")
    return built


@pytest.fixture(scope="module")
def clean_python(tmp_path_factory, wheel) -> Path:
    """Python of a new environment with the wheel in it.

    The packages planner depends on are lent by the running environment through a path file. Path files in *that*
    folder are not followed, so the checkout itself (an editable install) stays out of sight.
    """
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    _run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    (site_packages,) = (folder / "lib").glob("python3*/site-packages")
    (site_packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_the_wheel_holds_the_shipped_folders_and_the_licence(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"planner/_shipped/{name}" for name in _list_shipped_files()} <= names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert {f"planner/writing/fonts/{name}" for name in ("NotoSansSC-subset.otf", "OFL.txt")} <= names
    assert not [name for name in names if name.startswith(("tests/", "docs/"))]


def test_the_installed_program_finds_its_folders(clean_python, tmp_path):
    program = (
        "import pathlib, planner, planner.shipped\n"
        "package = pathlib.Path(planner.__file__).resolve().parent\n"
        "for name in ('templates', 'scenarios'):\n"
        "    folder = planner.shipped.find_shipped_folder(name)\n"
        "    assert folder == package / '_shipped' / name, folder\n"
        "    print(*sorted(f'{name}/{p.relative_to(folder).as_posix()}' for p in folder.rglob('*') if p.is_file()),\n"
        "          sep='\\n')\n"
    )
    listed = _run(clean_python, "-I", "-c", program, cwd=tmp_path)
    assert {line for line in listed.splitlines() if line} == _list_shipped_files()


def test_the_installed_program_writes_the_example_and_accepts_it(clean_python, tmp_path):
    program = clean_python.parent / "planner"
    assert "planner" in _run(program, "--help", cwd=tmp_path)
    _run(program, "template", "plan.xlsx", "--example", cwd=tmp_path)
    _run(program, "check", "plan.xlsx", cwd=tmp_path)
    assert (tmp_path / "plan.xlsx").stat().st_size > 5_000
