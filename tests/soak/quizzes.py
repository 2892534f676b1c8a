"""Small quizzes in each format that can be imported, with most of the format's features."""

GIFT = r"""// a comment
$CATEGORY: $course$/torch

::dtype:: What is the dtype of `torch.ones(2)`? {
    =torch.float32#Floats by default.
    ~torch.int64#Those are integers.
    ~%-50%torch.bool#Neither.
    ####It is the default dtype.
}

::several::[html]<p>Which of these <b>allocate</b>?</p><ul><li>a</li></ul>{
    ~%50%torch.empty\(2\)
    ~%50%torch.ones(2)
    ~%-100%x.view(-1)#A view shares memory.
}

::truth:: The gradient of \{x\} is 2\:1. {F#No.#Yes.}
::gap:: The name is {=conv ~linear} here.
::match:: Match. {=a -> b =c -> d =e -> f}
::number:: How many? {#3:0.1}
Two plus $$\frac{1}{2}$$? {=2.5 ~2}
"""
MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>top</text></category></question>
<question type="multichoice">
  <name><text>shape</text></name>
  <questiontext format="html">
    <text><![CDATA[<p>Shape of <code>y</code>?</p>]]></text>
  </questiontext>
  <generalfeedback format="html"><text>Count.</text></generalfeedback>
  <single>true</single><shuffleanswers>true</shuffleanswers>
  <answer fraction="100" format="html">
    <text>(1, 6)</text><feedback><text>Yes.</text></feedback>
  </answer>
  <answer fraction="0"><text><![CDATA[<pre>(6,
1)</pre>]]></text><feedback><text>Turned.</text></feedback></answer>
  <answer fraction="-33.3333"><text>x<sup>2</sup> <img src="a.png" alt="cat"/></text></answer>
  <hint format="html"><text>Look at the batch.</text></hint>
</question>
<question type="multichoice"><name><text>two</text></name>
  <questiontext format="markdown"><text>Which **two**?</text></questiontext>
  <single>false</single>
  <answer fraction="50"><text>a</text></answer><answer fraction="50"><text>b</text></answer>
  <answer fraction="-100"><text>c</text></answer>
</question>
<question type="truefalse"><name><text>tf</text></name>
  <questiontext format="plain_text"><text>1 &lt; 2</text></questiontext>
  <answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>
</question>
<question type="shortanswer"><name><text>s</text></name>
  <questiontext><text>Name?</text></questiontext><answer fraction="100"><text>x</text></answer>
</question>
</quiz>
"""
QTI = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="dtype">
 <responseDeclaration identifier="R" cardinality="multiple" baseType="identifier">
  <correctResponse><value>A</value><value>B</value></correctResponse>
  <mapping defaultValue="-1"><mapEntry mapKey="A" mappedValue="1.5"/></mapping>
 </responseDeclaration>
 <itemBody>
  <p>Given <m:math xmlns:m="x"><m:mi>y</m:mi></m:math> <img src="a.png" alt="cat"/></p>
  <rubricBlock view="scorer"><p>Two marks.</p></rubricBlock>
  <choiceInteraction responseIdentifier="R" shuffle="false" maxChoices="2">
   <prompt>Which <code>dtype</code>?</prompt>
   <simpleChoice identifier="A" fixed="true">float32 &amp; so on</simpleChoice>
   <simpleChoice identifier="B">int64</simpleChoice>
   <simpleChoice identifier="C">bool<feedbackInline outcomeIdentifier="F" identifier="C"
     showHide="show">No.</feedbackInline></simpleChoice>
  </choiceInteraction>
 </itemBody>
 <responseProcessing template="http://x/rptemplates/map_response"/>
 <modalFeedback outcomeIdentifier="F" identifier="SOLUTION" showHide="show">So.</modalFeedback>
</assessmentItem>
"""
MDBOOK = """[multipart]
"program" = '''
```python
x = 1
```
'''

[[questions]]
type = "MultipleChoice"
multipart = "program"
prompt.prompt = "What is `x`?"
prompt.distractors = ["0", "`None`", '''
```python
y = 2
```
''']
answer.answer = "1"
context = "It **is** set. See [docs](https://pytorch.org)."

[[questions]]
type = "MultipleChoice"
prompt.prompt = "Which of these?"
prompt.distractors = ["a"]
prompt.sortAnswers = true
answer.answer = ["b", "c"]

[[questions]]
type = "ShortAnswer"
prompt.prompt = "Name?"
answer.answer = "x"
"""
JUPYTER = """[
  {"question": "What does $x^2$ give?", "type": "many_choice",
   "answers": [
     {"answer": "four", "correct": true, "feedback": "Yes."},
     {"code": "x ** 2", "correct": true},
     {"answer": "five", "correct": false, "feedback": "No."}
   ]},
  {"question": "Output?", "code": "x = 2\\nprint(x)", "type": "multiple_choice",
   "answers": [
     {"answer": "2", "correct": true},
     {"answer": "3", "correct": false, "feedback": "Look <b>again</b>."}
   ]},
  {"question": "How many?", "type": "numeric", "precision": 2,
   "answers": [{"type": "value", "value": 2, "correct": true}]}
]
"""
QUIZZES = {
    ".gift": [GIFT],
    ".xml": [MOODLE, QTI],
    ".zip": [QTI],
    ".toml": [MDBOOK],
    ".json": [JUPYTER],
}
"""The quizzes, by file extension. A package contains one as its only file."""
