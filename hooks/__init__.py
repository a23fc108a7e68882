"""The course engine: build hooks that put practice into Markdown chapters.

Start reading at `timeline.py` (what happens when), then at the room you came for. Every room has the same shape, which
`CONTRIBUTING.md` describes in ten lines; what two rooms need lives in `shared`.
"""
