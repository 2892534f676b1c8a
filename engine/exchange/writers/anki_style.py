"""Defines the appearance of Anki notes: templates of their two sides, and a style sheet."""

FRONT = """\
{{Question}}
{{#Options}}<div class="options">{{Options}}</div>{{/Options}}
{{#Hints}}<div class="hints">{{hint:Hints}}</div>{{/Hints}}
"""
BACK = """\
{{Question}}
{{#Options}}<div class="options">{{Options}}</div>{{/Options}}
<hr id="answer">
<div class="key">{{Answer}}</div>
{{#Reasons}}<div class="reasons">{{Reasons}}</div>{{/Reasons}}
{{#Solution}}<div class="solution">{{Solution}}</div>{{/Solution}}
<p class="from">{{From}}</p>
"""
STYLE = """\
.card {
  font-family: sans-serif; font-size: 18px; line-height: 1.45; text-align: left;
  max-width: 40em; margin: 0 auto; padding: .8em 1em; overflow-wrap: anywhere;
}
pre, code { font-family: monospace; font-size: 15px; }
pre { border-left: 3px solid #888; padding-left: .7em; white-space: pre-wrap; }
table { border-collapse: collapse; }
th, td { border: 1px solid #888; padding: .2em .6em; text-align: left; }
.from { color: #888; font-size: 13px; }
.k { color: #8250df; } .s { color: #0a6b3d; } .m { color: #0550ae; } .c { color: #6e7781; }
.nightMode .k { color: #d2a8ff; } .nightMode .s { color: #7ee2a8; }
.nightMode .m { color: #79c0ff; } .nightMode .c { color: #9aa4ae; }
"""
"""The style sheet. The classes `k`, `s`, `m` and `c` mark keywords, strings, numbers and comments
in code."""
