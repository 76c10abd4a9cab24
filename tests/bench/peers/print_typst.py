"""Prints a text with Typst: `python print_typst.py TEXT.typ OUT.pdf FONTS...`, where FONTS are folders."""

import sys

import typst

source, target, *fonts = sys.argv[1:]
typst.compile(source, output=target, font_paths=fonts)
