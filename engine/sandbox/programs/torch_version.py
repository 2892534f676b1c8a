"""Prints the version of this interpreter's PyTorch as JSON."""

import json


def main() -> None:
    """Print PyTorch's version. An exception raised while torch is imported is not caught."""
    import torch

    print(json.dumps(str(torch.__version__)))


if __name__ == "__main__":
    main()
