"""The command `torchquiz` in notebooks: `%load_ext torchquiz`, then `%torchquiz take conv2d`."""
