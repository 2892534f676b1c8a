"""The few styles that text is set in beside the stylesheets; all are variables of whatever theme is on."""

ACCENT = "$text-primary"
CODE = "bold $text-primary"
MUTED = "$foreground 60%"
RIGHT = "bold $text-success"
WRONG = "bold $text-error"
