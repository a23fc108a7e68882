"""A Chromium for the browser tests: one that is there, Playwright's own, Debian's; else say what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def playwright_has_one() -> bool:
    """Whether Playwright's own Chromium is installed."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def run(*command: str) -> bool:
    """Whether a command ran and ended well; what it prints is shown."""
    try:
        return subprocess.run(command, check=False).returncode == 0
    except OSError:
        return False


def main() -> int:
    """Exit status 0 when there is a browser."""
    if os.environ.get("CHROMIUM") or shutil.which("chromium") or playwright_has_one():
        return 0
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with_system = ["--with-deps"] if root else []
    if run(sys.executable, "-m", "playwright", "install", *with_system, "chromium"):
        return 0
    packages = ["chromium", "fonts-noto-cjk"]
    if root and shutil.which("apt-get"):
        run("apt-get", "update", "--quiet")
        if run("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages):
            return 0
    print(
        f"No Chromium for the browser tests. Install one with: sudo apt-get install {' '.join(packages)}",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
