"""Names in PyTorch lead to the right pages of its documentation."""

import pytest

from torchquiz.engine.study.documentation import documentation_url

BASE = "https://docs.pytorch.org/docs/2.13"


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("torch.nn.Conv2d", "generated/torch.nn.Conv2d.html"),
        ("torch.Tensor.view", "generated/torch.Tensor.view.html"),
        ("torch.utils.data.DataLoader", "data.html#torch.utils.data.DataLoader"),
        ("torch.dtype", "tensor_attributes.html#torch.dtype"),
    ],
)
def test_a_name_leads_to_its_page_of_the_installed_version(name: str, page: str) -> None:
    assert documentation_url(name, "2.13.0+cpu") == f"{BASE}/{page}"
