"""A lesson has one test per item and group of variants, with the messages of `torchquiz check`."""

import pytest

from tests.engine.pytest_lessons.runs import Proves, node_ids
from tests.engine.small_bank import SMALL, WRONG, WRONG_LINE
from torchquiz.engine.authoring.examples import lesson_example

pytest_plugins = ["pytester", "tests.engine.fixtures"]

ALL = [
    "small.yaml::lesson",
    "small.yaml::size[rows=2]",
    "small.yaml::size[rows=3]",
    "small.yaml::total",
    "small.yaml::trace",
]


def test_a_correct_lesson_passes_with_one_test_per_item_and_group_of_variants(
    proves: Proves,
) -> None:
    result = proves("-v", small=SMALL)
    result.assert_outcomes(passed=5)
    assert node_ids(result) == ALL


def test_a_group_fails_with_the_faults_of_its_own_variants(
    proves: Proves,
) -> None:
    result = proves("-v", small=WRONG)
    result.assert_outcomes(passed=3, failed=2)
    assert result.ret == 1
    lines = result.outlines
    start = next(number for number, line in enumerate(lines) if "FAILURES" in line)
    end = next(number for number, line in enumerate(lines) if "short test summary" in line)
    shown = [line for line in lines[start + 1 : end] if not line.startswith("___")]

    def fault(rows: int, columns: int) -> list[str]:
        return [
            f"small.yaml:{WRONG_LINE}:10: item 'size': the key is not the value that "
            "PyTorch computes."
            f" (with rows={rows}, columns={columns})",
            f"  key:     ({rows}, {columns})",
            f"  PyTorch: ({columns}, {rows})",
        ]

    assert shown == [*fault(2, 4), *fault(2, 5), *fault(3, 4), *fault(3, 5)]


def test_the_summary_names_the_node_that_can_be_run_again(
    proves: Proves,
) -> None:
    result = proves(small=WRONG)
    result.stdout.fnmatch_lines(["FAILED small.yaml::size[[]rows=2[]]*"])


def test_a_node_id_runs_that_group_alone(proves: Proves) -> None:
    result = proves("-v", "small.yaml::size[rows=3]", small=SMALL)
    result.assert_outcomes(passed=1)
    assert node_ids(result) == ["small.yaml::size[rows=3]"]


def test_an_item_without_parameters_has_its_id_as_node(
    proves: Proves,
) -> None:
    proves("small.yaml::total", small=SMALL).assert_outcomes(passed=1)


def test_the_option_k_selects_items(proves: Proves) -> None:
    result = proves("-v", "-k", "size and 2", small=SMALL)
    result.assert_outcomes(passed=1, deselected=4)
    assert node_ids(result) == ["small.yaml::size[rows=2]"]


def test_a_fault_of_the_whole_item_belongs_to_its_first_group(
    proves: Proves,
) -> None:
    text = SMALL.replace("rows: [2, 3], columns: [4, 5]", "idle: [7, 8], rows: [2], columns: [4]")
    result = proves("-v", small=text)
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(
        ["small.yaml::size[[]idle=7[]] FAILED*", "small.yaml::size[[]idle=8[]] PASSED*"]
    )
    result.stdout.fnmatch_lines(
        ["small.yaml:*: item 'size': the parameter 'idle' never changes the key."]
    )


def test_a_wrong_stage_fails_the_trace(proves: Proves) -> None:
    result = proves(small=SMALL.replace("shape: 2×3", "shape: 2×5"))
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(
        [
            "small.yaml:*: the stage's output does not have this shape in PyTorch.",
            "  shape:   (2, 5)",
            "  PyTorch: (2, 3)",
        ]
    )


def test_a_fault_in_the_form_of_an_item_fails_only_this_item(
    proves: Proves,
) -> None:
    result = proves("-v", small=SMALL.replace("kind: claim", "kind: clam"))
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["small.yaml:*:11: item 'total': unknown kind 'clam'."])
    assert "small.yaml::total" in node_ids(result)


def test_a_file_that_is_not_yaml_fails_as_one_test(proves: Proves) -> None:
    result = proves("broken.yaml", broken="lesson: a: b\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "broken.yaml:1:10: this text contains a second `: `.",
            "  Put the text in quotes, or write it below `>-`.",
        ]
    )


def test_there_is_one_test_per_way(proves: Proves) -> None:
    result = proves("--collect-only", "-q", lines=lesson_example("lines"))
    ways = [
        line.removeprefix("lines.yaml::")
        for line in result.outlines
        if line.startswith("lines.yaml::")
    ][-8:]
    assert ways == ["start", "why", "learn", "trace", "try", "challenge", "project", "metrics"]


def test_a_way_is_skipped_when_an_item_that_it_needs_fails(
    proves: Proves,
) -> None:
    proves("-k", "try", lines=lesson_example("lines")).assert_outcomes(passed=1, deselected=15)
    result = proves(
        "-k",
        "try or fold-flat",
        lines=lesson_example("lines").replace("key: flatten", "key: flatter"),
    )
    result.assert_outcomes(failed=1, skipped=1, deselected=14)


def test_a_failure_has_no_stack_trace(proves: Proves) -> None:
    text = str(proves(small=WRONG).stdout)
    assert "Traceback" not in text and ".py:" not in text and "NotProvenError" not in text


def test_an_error_in_the_engine_has_a_stack_trace(
    proves: Proves, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*words: object) -> None:
        raise ZeroDivisionError("nobody's fault")

    monkeypatch.setattr("torchquiz.engine.pytest_lessons.proof_run.prove_item", fail)
    result = proves("small.yaml::total", small=SMALL)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*proof_run.py*", "*ZeroDivisionError: nobody's fault*"])


def test_an_item_for_other_versions_is_skipped_with_its_reason(
    proves: Proves,
) -> None:
    result = proves(
        "-rs", small=SMALL.replace("    kind: claim\n", "    kind: claim\n    torch: '<2'\n")
    )
    result.assert_outcomes(passed=4, skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED*it needs PyTorch <2, and this is PyTorch 2*"])


def test_other_yaml_files_are_left_alone(proves: Proves) -> None:
    result = proves("-v", small=SMALL, other="a: 1\n", misconceptions="shared: Something.\n")
    assert node_ids(result) == ALL
