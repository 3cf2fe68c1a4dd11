"""The user's door to Byline: `python build.py --help` says what it can do."""

from byline.cli import main

if __name__ == "__main__":
    main(prog_name="python build.py")
