"""An import preserves the meaning of every question, or reports what it changes."""

from pathlib import Path

import pytest

from torchquiz.engine.exchange.readers import gift, jupyterquiz, mdbook, xml_quiz
from torchquiz.engine.exchange.readers.html_text import HtmlText
from torchquiz.engine.exchange.readers.imported import ImportedQuestion, ImportedQuiz

PARTIAL = """<?xml version="1.0"?><quiz>
<question type="multichoice"><name><text>half</text></name>
<questiontext format="html"><text>Where are the channels?</text></questiontext>
<single>{single}</single><shuffleanswers>0</shuffleanswers>
<answer fraction="100"><text>second</text></answer>
<answer fraction="50"><text>near the front</text></answer>
<answer fraction="0"><text>last</text></answer></question></quiz>"""
SHARED = '''
[multipart]
p = """
Two designs:

1: an enum
2: two methods
"""

[[questions]]
type = "MultipleChoice"
multipart = "p"
prompt.prompt = "Which one?"
prompt.distractors = ["2"]
prompt.answerIndex = 0
answer.answer = "1"

[[questions]]
type = "MultipleChoice"
multipart = "q"
prompt.prompt = "Which one?"
prompt.distractors = ["2"]
answer.answer = ["1"]
'''
PRAISE = """[{"question": "What does view share?", "type": "multiple_choice", "answers": [
 {"answer": "the memory", "correct": true, "feedback": "No number is copied."},
 {"answer": "nothing", "correct": false, "feedback": "No."}]}]"""


def read_gift(tmp_path: Path, text: str) -> ImportedQuiz:
    """Return the quiz that a GIFT file with this content contains."""
    path = tmp_path / "quiz.gift"
    path.write_text(text)
    return gift.read(path)


def read_question(tmp_path: Path, text: str) -> ImportedQuestion:
    """Return the only question of a GIFT file with this content."""
    (question,) = read_gift(tmp_path, text).questions
    return question


def options_of(question: ImportedQuestion) -> list[str]:
    """Return the options, with a star before the right ones."""
    return ["*" * option.is_key + option.text for option in question.options]


def test_a_partly_right_option_of_a_single_choice_is_wrong_and_reported(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(PARTIAL.format(single="true"))
    quiz = xml_quiz.read(tmp_path / "a.xml")
    (question,) = quiz.questions
    assert options_of(question) == ["*second", "near the front", "last"]
    assert not question.is_several
    assert [str(remark) for remark in quiz.changes] == [
        "line 2: 'half': the order of its options is lost, because lessons shuffle options.",
        "line 2: 'half': 'near the front' earned 50 % of the marks;"
        " in the lesson it counts as wrong.",
    ]


def test_an_option_with_any_weight_is_a_key_of_a_multiple_choice(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(PARTIAL.format(single="false"))
    (question,) = xml_quiz.read(tmp_path / "a.xml").questions
    assert options_of(question) == ["*second", "*near the front", "last"]
    assert question.is_several
    assert "its weights are lost; all correct options count equally." in question.changes


def test_a_second_right_option_of_a_single_choice_is_left_out_and_reported(tmp_path: Path) -> None:
    question = read_question(tmp_path, "Which? {=a =b ~c}")
    assert options_of(question) == ["*a", "c"] and not question.is_several
    assert "'b' is left out: it is also correct" in question.changes[0]


def test_a_fraction_may_be_empty_or_have_a_percent_sign(tmp_path: Path) -> None:
    xml = PARTIAL.format(single="true").replace('"100"', '"100,0 %"').replace('"50"', '""')
    (tmp_path / "a.xml").write_text(xml)
    quiz = xml_quiz.read(tmp_path / "a.xml")
    assert options_of(quiz.questions[0]) == ["*second", "near the front", "last"]
    assert len(quiz.changes) == 1  # the order, but no weight


def test_a_multiple_choice_with_one_right_option_stays_multiple(tmp_path: Path) -> None:
    question = read_question(tmp_path, "Which? {~%100%a ~b}")
    assert options_of(question) == ["*a", "b"] and question.is_several


def test_feedback_on_a_whole_moodle_question_is_kept(tmp_path: Path) -> None:
    feedback = (
        "<correctfeedback><text>Since 2.0.</text></correctfeedback>"
        "<incorrectfeedback><text>Read it again.</text></incorrectfeedback></question>"
    )
    text = PARTIAL.format(single="true").replace("</question>", feedback)
    (tmp_path / "a.xml").write_text(text)
    (question,) = xml_quiz.read(tmp_path / "a.xml").questions
    assert question.solution == ("Since 2.0.",)
    assert question.distractors[-1].because == "Read it again."


def test_a_shared_text_comes_before_each_of_its_questions(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(SHARED)
    quiz = mdbook.read(tmp_path / "a.toml")
    (question,) = quiz.questions
    assert question.stem.startswith("Two designs:\n\n1: an enum")
    assert question.stem.endswith("\n\nWhich one?")
    assert question.changes == (
        "the order of its options is lost, because lessons shuffle options.",
    )
    assert [remark.text for remark in quiz.left_out] == ["the shared prompt 'q' is missing."]


def test_a_backslash_stays_unless_it_escapes_a_sign_of_gift(tmp_path: Path) -> None:
    text = r"What is \(\frac\{1\}\{2\}\) in C\:\temp, and \d+ or \\? {=\ ~\beta}"
    question = read_question(tmp_path, text)
    assert question.stem == r"What is \(\frac{1}{2}\) in C:\temp, and \d+ or \?"
    assert options_of(question) == ["*\\", r"\beta"]


def test_html_in_gift_is_converted_in_the_format_that_is_declared(tmp_path: Path) -> None:
    text = """::t::[html]<p>What is&nbsp;<b>x</b>?</p><br/>{
      =[moodle]yes
      ~[html]<i>no</i>#[html]<p>Since 1 &lt; 2.</p>
      ~[plain]<b>
    }"""
    question = read_question(tmp_path, text)
    assert question.stem == "What is **x**?"
    assert options_of(question) == ["*yes", "no", "<b>"]
    assert question.distractors[0].because == "Since 1 < 2."


def test_an_arrow_in_an_option_does_not_make_pairs(tmp_path: Path) -> None:
    text = r"Which header? {=def f(x) -> Tensor\: ~def f(x) => Tensor\: ~f(x)\: def}"
    question = read_question(tmp_path, text)
    assert options_of(question) == ["*def f(x) -> Tensor:", "def f(x) => Tensor:", "f(x): def"]
    assert "an unescaped `=` or `~` is treated as part of an answer" in question.changes[0]


def test_several_braces_are_left_out_with_the_line_and_the_reason(tmp_path: Path) -> None:
    text = "::a:: {1:SA:=few} came, {1:SA:=none} stayed.\n\n::b:: s = {1, 2} {=a set ~a dict}"
    quiz = read_gift(tmp_path, text)
    assert [str(remark) for remark in quiz.left_out] == [
        "line 1: 'a': it has several gaps; write a separate question for each.",
        "line 3: 'b': a brace is not escaped; write `\\{` or `\\}` instead.",
    ]


def test_a_name_at_the_start_of_a_line_begins_a_question(tmp_path: Path) -> None:
    quiz = read_gift(tmp_path, "::a:: One? {=x ~y}\n::b:: Two? {=z ~w}")
    assert [(question.name, question.line) for question in quiz.questions] == [("a", 1), ("b", 2)]


def test_feedback_on_the_right_answer_becomes_the_solution(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(PRAISE)
    (from_json,) = jupyterquiz.read(tmp_path / "a.json").questions
    assert from_json.solution == ("No number is copied.",)
    from_gift = read_question(tmp_path, "Which? {=a#Since so. ~b#No. ####In general.}")
    assert from_gift.solution == ("Since so.", "In general.")
    truth = read_question(tmp_path, "It copies. {F#It shares.#Right, no copy.}")
    assert truth.solution == ("Right, no copy.",)
    assert truth.distractors[0].because == "It shares."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("2<sup>10</sup>, x<sup>n+k</sup>, H<sub>2</sub>O", "2¹⁰, x^(n+k), H₂O"),
        ("<pre>a &lt; 1\n  b</pre>", "```\na < 1\n  b\n```"),
        ("A <code>List&lt;int&gt;</code> or List<int>", "A `List<int>` or List<int>"),
        ("<ol><li>a</li><li>b</li></ol><ul><li>c</li></ul>", "1. a\n2. b\n- c"),
        ('<a href="https://a.b/c">here</a>', "[here](https://a.b/c)"),
        (r"\(\frac{1}{2}\) and $$x_1$$", r"\(\frac{1}{2}\) and $$x_1$$"),
        ("if a<b and c>d: 1 <2", "if a<b and c>d: 1 <2"),
        ("<script>x</script>a<!-- b -->c<o:p></o:p>", "ac"),
        ("<p>a\n b</p>\n<p>c<br>d</p>", "a b\n\nc\nd"),
        ("<ul><li><p>a</p><ol><li>b</li></ol></li>\n<li>\n<p>c</p></li></ul>", "- a\n  1. b\n- c"),
        (
            'a<b> bold </b>word, <a href="https://a.b">it </a>is',
            "a **bold** word, [it](https://a.b) is",
        ),
        (
            "un<b>do</b>ne and <b><i>un</i></b>done, <u>underlined</u>",
            "undone and undone, **underlined**",
        ),
        ("Larger: <h1> or <h6>? <b> or <title>?", "Larger: <h1> or <h6>? <b> or <title>?"),
        ("<code>`a`</code>, <b><code>b</code></b>", "`` `a` ``, `b`"),
        ("2**3**2 == f(**a) - g(**b)", "2**3**2 == f(**a) - g(**b)"),
        ("<td>a<td>b", "a b"),
    ],
)
def test_html_keeps_its_meaning(html: str, text: str) -> None:
    converted = HtmlText(html)
    assert (converted.text, converted.losses) == (text, [])


def test_an_image_and_a_table_are_reported() -> None:
    converted = HtmlText("<img alt='a cat' src='x.png'><table><tr><td>1<td>2</tr></table>")
    assert converted.text == "[image: a cat]\n```\n1 | 2\n```"
    assert HtmlText("a <img src='b/c.png'>cat").text == "a [image: c.png] cat"
    assert converted.losses == [
        "an image was left out: a cat.",
        "a table was converted to lines of text.",
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<p>T:</p><table><tr><th><br></th><th>w</th></tr>"
            "<tr><td><p>first</p></td><td>1 <b>kg</b><br></td></tr></table>",
            "T:\n\n```\n      | w\nfirst | 1 kg\n```",
        ),
        (
            "<table><tr><td colspan='2'>a<td>b<tr><td rowspan=2>c<td>d<td>e<tr><td>f</table>",
            "```\na |   | b\nc | d | e\n  | f |\n```",
        ),
        ("<table><tr><td>one<pre>x\ny</pre></td></tr></table>", "one\n\n```\nx\ny\n```"),
        (f"<table><tr><td>a<td>b<tr><td>{'x' * 80}<td>c</table>", f"a | b\n{'x' * 80} | c"),
        ("<b><table><tr><td>a</b>b<td>c</table>", "```\nab | c\n```"),
    ],
)
def test_a_table_keeps_its_columns(html: str, text: str) -> None:
    assert HtmlText(html).text == text


def test_a_formula_in_mathml_becomes_text_and_is_reported() -> None:
    converted = HtmlText(
        "Is <math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo>"
        "<mfrac><mrow><mn>1</mn><mo>+</mo><mi>&pi;</mi></mrow><mn>2</mn></mfrac></math> right?"
    )
    assert converted.text == "Is x^2=(1+π)/2 right?"
    assert converted.losses == ["a formula was converted to plain text: x^2=(1+π)/2"]


def test_the_lines_of_a_drawing_and_struck_text_are_reported() -> None:
    converted = HtmlText("<svg><g><path d='M 0'/></g><text>a</text></svg><s>not</s> <video>b")
    assert converted.text == "[image]not <video>b"
    assert converted.losses == [
        "an image was left out: (unnamed).",
        "text that was struck through is shown like other text.",
    ]


def test_a_partly_right_answer_does_not_hide_the_right_one(tmp_path: Path) -> None:
    question = read_question(tmp_path, "Which? {~a#No. ~%50%b#Partly. = c#Yes. ~d}")
    assert options_of(question) == ["*c", "a", "b", "d"]
    assert not question.is_several
    question = read_question(tmp_path, "Which? {~%50%x = 1 ~%50%y ~%-50%z}")
    assert options_of(question) == ["*x = 1", "*y", "z"]


def test_letters_before_the_options_are_removed(tmp_path: Path) -> None:
    quiz = read_gift(
        tmp_path,
        "How many? {=B) four ~A) three ~C) five}\n\nHow many? {=(a) 1 ~(b) 2 ~(c) both (a) and (b)}"
        "\n\nHow many? {=a. 1 ~c. 2}\n\nHow many? {=A. 1#A. is right. ~B. 2}",
    )
    assert [options_of(question) for question in quiz.questions] == [
        ["*four", "three", "five"],
        ["*(a) 1", "(b) 2", "(c) both (a) and (b)"],
        ["*a. 1", "c. 2"],
        ["*A. 1", "B. 2"],
    ]
    assert [remark.text.partition(",")[0] for remark in quiz.changes] == [
        "the letters before its options were removed",
        "its options keep their letters",
        "its options keep their letters",
    ]


def test_a_question_of_which_all_options_are_right_gets_a_wrong_one(tmp_path: Path) -> None:
    quiz = read_gift(tmp_path, "Which? {~%50%a ~%50%b}\n\nWhich? {~%100%a}\n\nWhich {=a =b}?")
    (question,) = quiz.questions
    assert options_of(question) == ["*a", "*b", "None of these"]
    assert "all its options are correct" in quiz.changes[0].text


def test_the_marks_of_highlighted_code_are_removed(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        '[[questions]]\ntype = \'MultipleChoice\'\nanswer.answer = """\n```ide\n'
        'let t = `[elems: &mut [T]]`;\n```\n"""\n'
        "prompt = {prompt = 'Which fix?', distractors = ['`[x]`']}\n"
    )
    quiz = mdbook.read(tmp_path / "a.toml")
    assert options_of(quiz.questions[0]) == ["*```ide\nlet t = elems: &mut [T];\n```", "`[x]`"]
    assert quiz.changes[0].text == "the highlighting of parts of its code is lost."


def test_attached_files_and_images_in_the_old_way_are_reported(tmp_path: Path) -> None:
    link = "&lt;a href='@@PLUGINFILE@@/a/hello.mp3'&gt;Listen:&lt;/a&gt; where"
    xml = PARTIAL.replace("Where", link).replace("<single>", "<image>cat.png</image><single>")
    (tmp_path / "a.xml").write_text(xml.format(single="false"))
    quiz = xml_quiz.read(tmp_path / "a.xml")
    assert quiz.questions[0].stem == "Listen: where are the channels?"
    assert [remark.text for remark in quiz.changes][:2] == [
        "a file was left out: hello.mp3.",
        "an image was left out: cat.png.",
    ]


def test_the_numbered_choices_of_early_versions_of_mdbook_quiz_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        "[[questions]]\ntype = 'MultipleChoice'\nprompt.prompt = 'Which?'\nanswer.answer = 1\n"
        "prompt.choices = ['a', 'b', 'c']\n"
    )
    (question,) = mdbook.read(tmp_path / "a.toml").questions
    assert options_of(question) == ["*b", "a", "c"]


def test_a_tilde_that_would_begin_an_empty_answer_is_part_of_the_answer(tmp_path: Path) -> None:
    quiz = read_gift(tmp_path, "Which path? {\n=~/a\n~%-25%~/b\n~%-25%/c ~d\n}\n\nWhich? {=a~b~~c}")
    assert [options_of(question) for question in quiz.questions] == [
        ["*~/a", "~/b", "/c", "d"],
        ["*a", "b", "~c"],
    ]
    assert [remark.text.partition(";")[0] for remark in quiz.changes] == [
        "an unescaped `=` or `~` is treated as part of an answer",
        "the marks that wrong answers cost are not imported.",
        "an unescaped `=` or `~` is treated as part of an answer",
    ]


def test_a_single_gap_with_choices_is_a_single_choice(tmp_path: Path) -> None:
    quiz = read_gift(
        tmp_path,
        "::g:: He is good {1:MC:~in~=at#Yes.~%50%on} chess.\n\n"
        "::h:: Paris is {:MULTICHOICE_H:%0%big#No.~%100%small}\n\n"
        "::i:: It {1:SA:=works} well.\n\n::j:: {1:MC:=a~b} and {2:MC:=c~d}.",
    )
    assert [options_of(question) for question in quiz.questions] == [
        ["*at", "in", "on"],
        ["*small", "big"],
    ]
    assert not any(question.is_several for question in quiz.questions)
    assert quiz.questions[0].stem == "He is good _____ chess."
    assert [(remark.name, remark.text.partition(",")[0]) for remark in quiz.left_out] == [
        ("i", "the learner types the answer into a gap"),
        ("j", "it has several gaps; write a separate question for each."),
    ]


def test_an_option_that_is_a_tag_is_shown(tmp_path: Path) -> None:
    question = read_question(tmp_path, "Which tag breaks a line? {=<br> ~<p>#<p></p> ~<b>a</b>}")
    assert options_of(question) == ["*<br>", "<p>", "**a**"]
    assert question.distractors[0].because == ""


def test_an_empty_line_within_braces_does_not_end_a_question(tmp_path: Path) -> None:
    quiz = read_gift(
        tmp_path,
        "Which? {\n\n=a\n\n~b\n\n}\n\n# 2\n\nWhich {=a ~b} one.\n\nOpen {\n\nWhich? {=c ~d}",
    )
    assert [options_of(question) for question in quiz.questions] == [
        ["*a", "b"],
        ["*a", "b"],
        ["*c", "d"],
    ]
    assert quiz.questions[1].stem == "Which _____ one."
    assert [(remark.line, remark.text) for remark in quiz.left_out] == [
        (9, "it has no answers in braces."),
        (13, "its `{` is not closed before the next question."),
    ]


def test_a_question_without_text_shows_its_name(tmp_path: Path) -> None:
    quiz = read_gift(tmp_path, "::Is it a view?:: {T}\n\n::2::{T}")
    assert [question.stem for question in quiz.questions] == ["Is it a view?", ""]
    assert [remark.text for remark in quiz.changes] == [
        "it has no text; its name is shown instead."
    ]


def test_named_characters_of_html_are_read_in_xml(tmp_path: Path) -> None:
    xml = PARTIAL.replace("Where are", "Where&nbsp;are &lt;b&gt;").replace("last", "&eacute;")
    (tmp_path / "a.xml").write_text(xml.format(single="true"))
    (question,) = xml_quiz.read(tmp_path / "a.xml").questions
    assert question.stem == "Where are <b> the channels?"
    assert options_of(question)[-1] == "é"


def test_the_default_feedback_of_moodle_is_not_imported(tmp_path: Path) -> None:
    feedback = "<{0}feedback><text>Votre réponse est {0}e.</text></{0}feedback>"
    added = feedback.format("correct") + feedback.format("incorrect")
    xml = PARTIAL.replace("</question>", f"{added}</question>")
    (tmp_path / "a.xml").write_text(xml.format(single="true"), encoding="utf-8")
    (question,) = xml_quiz.read(tmp_path / "a.xml").questions
    assert question.solution == ()
    assert [option.because for option in question.distractors] == ["", ""]


def test_a_very_long_text_leaves_out_its_question(tmp_path: Path) -> None:
    quiz = read_gift(tmp_path, f"::a:: {'x' * 5000} {{=a ~b}}\n\n::b:: Which? {{=a ~b}}")
    assert [question.name for question in quiz.questions] == ["b"]
    assert [str(remark) for remark in quiz.left_out] == [
        "line 1: 'a': it has a passage of 5,000 characters; the limit is 4,000."
    ]


def test_feedback_that_no_option_shows_is_reported(tmp_path: Path) -> None:
    text = """<quiz><question type="multichoice"><name><text>n</text></name>
     <questiontext><text>Which?</text></questiontext>
     <partiallycorrectfeedback><text>Nearly.</text></partiallycorrectfeedback>
     <incorrectfeedback><text>Read chapter 2.</text></incorrectfeedback>
     <answer fraction="100"><text>a</text></answer>
     <answer fraction="0"><text>b</text><feedback><text>No.</text></feedback></answer>
     </question></quiz>"""
    (tmp_path / "a.xml").write_text(text)
    assert [change.text for change in xml_quiz.read(tmp_path / "a.xml").changes] == [
        "its feedback on partly right answers is left out.",
        "its feedback on all wrong answers is left out, because each has feedback of its own.",
    ]


def test_standard_feedback_of_moodle_is_left_out_without_a_remark(tmp_path: Path) -> None:
    text = """<quiz><question type="multichoice"><name><text>n</text></name>
     <questiontext><text>Which?</text></questiontext>
     <partiallycorrectfeedback><text>Your answer is partially correct.</text>
     </partiallycorrectfeedback>
     <incorrectfeedback><text>Your answer is incorrect.</text></incorrectfeedback>
     <answer fraction="100"><text>a</text></answer>
     <answer fraction="0"><text>b</text><feedback><text>No.</text></feedback></answer>
     </question></quiz>"""
    (tmp_path / "a.xml").write_text(text)
    assert xml_quiz.read(tmp_path / "a.xml").changes == ()


def test_indented_gift_questions_without_empty_lines_are_told_apart(tmp_path: Path) -> None:
    text = """
      ::one:: Which? {=a ~b}
      ::two:: And
        which? {
          =std::list
          ~ ::c::
      }
      ::three:: Which one? {=d ~e}
    """
    (tmp_path / "a.gift").write_text(text)
    quiz = gift.read(tmp_path / "a.gift")
    assert [(question.name, question.line) for question in quiz.questions] == [
        ("one", 2),
        ("two", 3),
        ("three", 8),
    ]
    assert [option.text for option in quiz.questions[1].options] == ["std::list", "::c::"]
    assert quiz.left_out == ()


def test_a_name_made_from_a_stem_has_no_markup(tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_text("What is **bold**? {=a ~b}")
    assert gift.read(tmp_path / "a.gift").questions[0].name == "What is bold? 1"


def test_a_wrong_option_that_reads_like_the_right_one_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_text("::q:: Which? {~no =yes ~yes}\n\n::r:: Which? {=yes ~yes}")
    quiz = gift.read(tmp_path / "a.gift")
    (question,) = quiz.questions
    assert [option.text for option in question.options] == ["yes", "no"]
    assert [change.text for change in quiz.changes] == [
        "the wrong option 'yes' is left out: it is also correct."
    ]
    (left_out,) = quiz.left_out
    assert left_out.text == "its wrong answers read like the right one."


def test_a_correct_option_that_appears_twice_is_kept_once(tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_text("Which? {~%50%a ~%50%a ~b}")
    quiz = gift.read(tmp_path / "a.gift")
    assert [option.text for option in quiz.questions[0].options] == ["a", "b"]
    assert [change.text for change in quiz.changes] == [
        "the correct option 'a' appears twice; one is left out."
    ]
