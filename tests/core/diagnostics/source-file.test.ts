import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineText, placeAt, type SourceFile } from '../../../src/core/diagnostics/source-file.ts';

function file(text: string): SourceFile {
  return { path: 'a.yaml', text };
}

function at(text: string, start: number, end?: number): string {
  const { line, column, length } = placeAt(file(text), start, end);
  return `${line}:${column}+${length}`;
}

describe('the place of an offset', () => {
  test.each([
    ['empty', '', 0, '1:1+1'],
    ['first character', 'ab\ncd', 0, '1:1+1'],
    ['LF itself', 'ab\ncd', 2, '1:3+1'],
    ['after LF', 'ab\ncd', 3, '2:1+1'],
    ['CR of CRLF', 'ab\r\ncd', 2, '1:3+1'],
    ['LF of CRLF', 'ab\r\ncd', 3, '1:4+1'],
    ['after CRLF', 'ab\r\ncd', 4, '2:1+1'],
    ['after a lone CR', 'ab\rcd', 3, '2:1+1'],
    ['after CR CR LF', 'a\r\r\nb', 4, '3:1+1'],
    ['after empty lines', '\n\n\nx', 3, '4:1+1'],
    ['a tab is one column', '\t\tx', 2, '1:3+1'],
    ['an astral character is two', '😀x', 2, '1:3+1'],
    ['a line separator ends no line', 'a\u2028b', 2, '1:3+1'],
    ['the end', 'ab\ncd', 5, '2:3+1'],
    ['the end after a last line break', 'ab\n', 3, '2:1+1'],
    ['past the end', 'ab\ncd', 500, '2:3+1'],
  ])('%s', (_, text, offset, expected) => {
    expect(at(text, offset)).toBe(expected);
  });

  test.each([
    [0, 2, '1:1+2'],
    [1, 1, '1:2+1'],
    [2, 0, '1:3+1'],
    [1, 5, '1:2+4'],
    [500, 900, '2:3+1'],
  ])('from %i to %i is %s', (start, end, expected) => {
    expect(at('abc\nde', start, end)).toBe(expected);
  });

  test('leads back to the offset', () => {
    const breaks = ['\n', '\r', '\r\n'];
    const text = fc.array(fc.constantFrom('a', '\t', '铜', '😀', ...breaks), { maxLength: 30 }).map((p) => p.join(''));
    fc.assert(
      fc.property(text, fc.nat(60), (content, n) => {
        const offset = Math.min(n, content.length);
        const { line, column } = placeAt(file(content), offset);
        // Python's and editors' way to split lines.
        const lines = content.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
        const before = lines.slice(0, line - 1).join('').length;
        return before + column - 1 === offset;
      }),
    );
  });
});

describe('the text of a line', () => {
  test.each([
    ['ab\ncd\n', ['ab', 'cd', '', '']],
    ['ab\r\ncd\rde', ['ab', 'cd', 'de', '']],
    ['\n\n', ['', '', '', '']],
    ['', ['', '']],
  ])('%j', (text, lines) => {
    expect(lines.map((_, index) => lineText(file(text), index + 1))).toEqual(lines);
  });

  test('is empty for lines that no file has', () => {
    expect([0, -1, 1.5, Number.NaN].map((line) => lineText(file('ab'), line))).toEqual(['', '', '', '']);
  });
});
