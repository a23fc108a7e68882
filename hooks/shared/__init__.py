"""What two rooms need.

words/      the words of each language, one YAML file a language
problems.py the one error type: file, line, text
source.py   reading a file: encoding, front matter, which lines are code
scan.py     the `/// name | id` blocks of a source with their lines
site.py     what one build knows; how a room tells a problem (`site.complain`) and loads its data (`site.once(load)`)
page.py     the front matter every page may have
table.py    a Markdown table of asked columns
check.py    slips in blocks, links and pictures, whatever the room
room.py     a room's extension, its block, its template, its style and script
curve.py    the curve of scores (scoring tables now, talks later)
shared.js   small helpers for the browser side: words, the event `course:answered`, printing the keys apart
"""
