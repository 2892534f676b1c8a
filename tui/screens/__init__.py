"""The screens; each composes widgets and routes what they tell, beside its stylesheet."""
