"""The plugin collects lessons only, and names its tests independently of their order."""

from xml.etree import ElementTree

import pytest

from tests.engine.pytest_lessons.runs import Proves, node_ids
from tests.engine.small_bank import HEAD, SIZE, SMALL, SUM, TRACE, WRONG

pytest_plugins = ["pytester", "tests.engine.fixtures"]

FOREIGN = {
    "compose": "services:\n  lesson: {image: web}\n",
    "list": "- lesson: one\n",
    "broken": "a: b: c\n\t",
    "misconceptions": "lesson: A misconception.\n",
}


def test_only_the_lessons_of_a_folder_are_collected(proves: Proves) -> None:
    result = proves("-v", ".", small=SMALL, **FOREIGN)
    result.assert_outcomes(passed=5)
    assert {node.partition("::")[0] for node in node_ids(result)} == {"small.yaml"}


def test_a_folder_without_lessons_collects_nothing(proves: Proves) -> None:
    result = proves(".", **FOREIGN)
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    result.assert_outcomes()


@pytest.mark.parametrize("name", ["compose", "list", "broken"])
def test_a_named_file_that_is_not_a_lesson_is_refused_in_one_sentence(
    proves: Proves, name: str
) -> None:
    result = proves(f"{name}.yaml", small=SMALL, **FOREIGN)
    result.assert_outcomes(errors=1)
    text = str(result.stdout)
    assert f"{name}.yaml is not a lesson, because no line begins with `lesson:`." in text
    assert "Traceback" not in text and ".py:" not in text


def test_a_named_file_of_misconceptions_is_refused_in_one_sentence(proves: Proves) -> None:
    result = proves("misconceptions.yaml", **FOREIGN)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["misconceptions.yaml holds shared misconceptions, not a lesson; name a lesson*"]
    )


def test_a_named_file_of_another_plugin_is_left_to_it(
    proves: Proves, pytester: pytest.Pytester
) -> None:
    pytester.makeconftest(
        """
        import pytest

        class Other(pytest.File):
            def collect(self):
                yield OtherTest.from_parent(self, name="theirs")

        class OtherTest(pytest.Item):
            def runtest(self):
                pass

        def pytest_collect_file(file_path, parent):
            if file_path.suffix == ".yaml":
                return Other.from_parent(parent, path=file_path)
        """
    )
    proves("compose.yaml", **FOREIGN).assert_outcomes(passed=1)


def test_a_lesson_may_end_in_yml_when_it_is_named(
    proves: Proves, pytester: pytest.Pytester
) -> None:
    (pytester.path / "small.yml").write_text(SMALL)
    proves("small.yml").assert_outcomes(passed=5)
    proves(".").assert_outcomes()


# Names


def test_names_do_not_depend_on_the_order_of_items_or_of_parameter_values(proves: Proves) -> None:
    before = node_ids(proves("-v", small=SMALL))
    turned = SIZE.replace("rows: [2, 3], columns: [4, 5]", "rows: [3, 2], columns: [5, 4]")
    after = node_ids(proves("-v", small=f"{HEAD}items:\n{SUM}{turned}{TRACE}"))
    assert before != after and sorted(before) == sorted(after)


def test_junit_names_do_not_depend_on_the_order(proves: Proves, pytester: pytest.Pytester) -> None:
    def junit_names(text: str) -> set[tuple[str | None, str | None]]:
        proves("--junitxml", "report.xml", small=text)
        cases = ElementTree.parse(pytester.path / "report.xml").iter("testcase")
        return {(case.get("classname"), case.get("name")) for case in cases}

    names = junit_names(SMALL)
    assert ("small.yaml", "size[rows=2]") in names and len(names) == 5
    assert junit_names(f"{HEAD}items:\n{SUM}{SIZE}{TRACE}") == names


def test_the_last_failures_are_found_again_after_a_lesson_was_reordered(proves: Proves) -> None:
    proves(small=WRONG).assert_outcomes(passed=3, failed=2)
    items = WRONG[WRONG.index("  - id: size") : WRONG.index("  - id: total")]
    turned = items.replace("rows: [2, 3]", "rows: [3, 2]")
    result = proves("-v", "--lf", small=f"{HEAD}items:\n{SUM}{turned}{TRACE}")
    result.assert_outcomes(failed=2)
    assert set(node_ids(result)) >= {"small.yaml::size[rows=3]", "small.yaml::size[rows=2]"}


def test_a_value_with_colons_and_slashes_is_run_again_by_its_name(proves: Proves) -> None:
    text = SIZE.replace("rows: [2, 3]", "name: ['a::b/c', d], rows: [2]").replace(
        "    key:", "    unchanged: The name is not used.\n    key:"
    )
    result = proves("-v", "small.yaml::size[name='a::b/c']", small=f"{HEAD}items:\n{text}")
    result.assert_outcomes(passed=1)


def test_an_item_with_the_name_of_a_way_has_its_own_test(proves: Proves) -> None:
    text = SMALL.replace("id: total", "id: trace")
    assert node_ids(proves("-v", small=text))[-2:] == ["small.yaml::trace", "small.yaml::trace(2)"]
