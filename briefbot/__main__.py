"""`python -m briefbot`: the same door as the `briefbot` command."""

from briefbot.cli import main

if __name__ == "__main__":
    main()
