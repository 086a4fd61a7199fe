"""Entry point of `invaller` and `python -m invaller`."""

from invaller.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
