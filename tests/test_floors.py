"""`make floors` installs the versions that pyproject.toml and constraints.txt require."""

import pytest
from packaging.requirements import Requirement

from tests.floors import ENDS, PINNED, constraints, lowest, requirements


def test_every_dependency_but_type_stubs_states_its_lowest_version() -> None:
    unbounded = {each.name for each in requirements() if not each.specifier}
    assert all(name.startswith("types-") for name in unbounded)
    assert all(lowest(each) for each in requirements() if each.specifier)


def test_a_requirement_without_a_lowest_version_is_reported() -> None:
    with pytest.raises(ValueError, match=r"numpy<3 does not state its lowest version"):
        lowest(Requirement("numpy<3"))


def test_the_lowest_version_is_that_of_the_requirement() -> None:
    assert lowest(Requirement("msgspec>=0.19,<1")) == "0.19"


@pytest.mark.parametrize("end", ENDS)
def test_pytorch_is_pinned_at_both_ends(end: str) -> None:
    (torch,) = [line for line in constraints(end) if line.startswith(f"{PINNED}==")]
    assert torch.removeprefix(f"{PINNED}==")[0].isdigit()


def test_the_newest_end_pins_nothing_else() -> None:
    assert len(constraints("newest")) == 1
    assert len(constraints("lowest")) > 10
