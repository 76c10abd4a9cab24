"""Renders pages with comrak, with emoji and alerts: reads a line of JSON {text} for each, prints a line with its HTML."""

import json
import sys

import comrak

extensions = comrak.ExtensionOptions()
for name in ("table", "strikethrough", "autolink", "tasklist", "footnotes", "shortcodes", "alerts"):
    setattr(extensions, name, True)
rendering = comrak.RenderOptions()
rendering.unsafe_ = True
for line in sys.stdin:
    html = comrak.render_markdown(json.loads(line)["text"], extension_options=extensions, render_options=rendering)
    print(json.dumps(html))
