"""Prints as JSON the version of the PyTorch that belongs to the interpreter running it."""

import json


def main() -> None:
    """Print the version; raise what the import of torch raises."""
    import torch

    print(json.dumps(str(torch.__version__)))


if __name__ == "__main__":
    main()
