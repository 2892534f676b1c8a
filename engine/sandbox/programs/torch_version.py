"""Prints the version of this interpreter's PyTorch as JSON."""

import json


def main() -> None:
    """Print the version. Exceptions from importing torch are not caught."""
    import torch

    print(json.dumps(str(torch.__version__)))


if __name__ == "__main__":
    main()
