"""Prints the version of an interpreter's PyTorch, as JSON; run by that interpreter itself."""

import json


def main() -> None:
    """Print the version, or fail as the import of torch fails."""
    import torch

    print(json.dumps(str(torch.__version__)))


if __name__ == "__main__":
    main()
