"""Dosing in running text: what is said of it, where, and a phrase that may be what is meant.

`plain` takes markup off. `tape` makes the words of sentences, with the language's own lexer, and
recognisers look at them: `figures` and `amounts`, `often`, `days`, `extents`, `routes`. `context`
tells what is no dosing. `passages` runs them over a text, `aspects` settles what the finds say, and
`candidates` makes a phrase that the language reads. Nothing here is certain, and nothing is
repaired: what is damaged or said in two ways stays unknown, with the words beside it.
"""
