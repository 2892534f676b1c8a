"""From a YAML file to a typed bank, with every fault of the file at once."""
