"""The user's door to Byline: `python build.py --help` says what it can do."""

import gc
import os
import sys

gc.disable()  # see byline.cli.run

try:
    from byline.cli import run
except ModuleNotFoundError:  # another Python than the one that `make site` has set up
    home = os.path.join(os.path.dirname(os.path.abspath(__file__)), ".venv")
    own = os.path.join(home, "bin", "python")
    if os.path.abspath(sys.prefix) == home or not os.path.exists(own):
        sys.exit("Byline is not set up yet: run “make site” once.")
    os.execv(own, [own, *sys.argv])
except KeyboardInterrupt:  # nothing has been begun yet
    sys.exit(130)

if __name__ == "__main__":
    run("python build.py")
