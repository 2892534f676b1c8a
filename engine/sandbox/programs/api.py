"""Lists the public names of PyTorch. This code runs in a child, because only that imports torch."""


def _api() -> "list[tuple[str, list[str]]]":
    """Return the names in the modules and classes of PyTorch that lessons mention most."""
    import torch
    import torch.nn.utils
    import torch.utils.data

    owners = {
        "torch": torch,
        "torch.Tensor": torch.Tensor,
        "torch.autograd": torch.autograd,
        "torch.linalg": torch.linalg,
        "torch.nn": torch.nn,
        "torch.nn.Module": torch.nn.Module,
        "torch.nn.functional": torch.nn.functional,
        "torch.nn.init": torch.nn.init,
        "torch.nn.utils": torch.nn.utils,
        "torch.optim": torch.optim,
        "torch.optim.lr_scheduler": torch.optim.lr_scheduler,
        "torch.utils.data": torch.utils.data,
    }
    return [(name, dir(owner)) for name, owner in owners.items()]
