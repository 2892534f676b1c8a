"""Finds the pages of PyTorch's documentation for the names in an item's `docs` field."""

PAGES = {
    "torch.dtype": "tensor_attributes.html#torch.dtype",
    "torch.device": "tensor_attributes.html#torch.device",
    "torch.Tensor": "tensors.html#torch.Tensor",
}
"""Names whose documentation is part of a longer page."""
DATA = "torch.utils.data."


def documentation_url(name: str, torch: str) -> str:
    """Return the URL of a name's documentation for a PyTorch version such as `2.13.0+cpu`."""
    version = ".".join(torch.partition("+")[0].split(".")[:2])
    page = PAGES.get(name, f"generated/{name}.html")
    if name.startswith(DATA):
        page = f"data.html#{name}"
    return f"https://docs.pytorch.org/docs/{version}/{page}"
