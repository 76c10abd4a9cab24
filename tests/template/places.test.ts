import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { lineText, type Place } from '../../src/core/diagnostics/source-file.ts';
import type { Dataset } from '../../src/dataset/model.ts';
import { LONG } from '../long.ts';
import { fillText, loadTiny } from './case.ts';

let dataset: Dataset;
beforeAll(async () => {
  dataset = await loadTiny();
});

/** Text without braces and backslashes, which are Handlebars' own. */
const words = fc
  .string({
    unit: fc.constantFrom('a', 'b', ' ', '  ', '\n', '\r\n', '\n\n', '\t', '中', '😀', '|', '#', '\u2028', '7'),
    maxLength: 12,
  })
  .map((text) => text);

const leaf = fc.oneof(
  words,
  fc.constantFrom(
    '{{value "passengers"}}',
    '{{label "fuel.used"}}',
    '{{~label "passengers"~}}',
    '{{! a comment }}',
    '{{!--\n\n--}}',
    '{{assert true "x"}}',
    '{{> part words=(label "passengers")}}',
    '\n  {{> part words=(label "passengers")}}\n',
    '\\{{escaped}}',
  ),
);

const { template } = fc.letrec<{ template: string; piece: string; block: string }>((tie) => ({
  template: fc.array(tie('piece'), { maxLength: 6 }).map((pieces) => pieces.join('')),
  piece: fc.oneof({ depthSize: 'small' }, leaf, tie('block')),
  block: fc.oneof(
    tie('template').map((body) => `{{#each (figures "passengers.*")}}${body}{{/each}}`),
    tie('template').map((body) => `{{#if true~}}${body}{{/if}}`),
    tie('template').map((body) => `{{#if false}}never{{else}}\n${body}{{~/if}}`),
    tie('template').map((body) => `{{#with edition}}\r\n${body}\n{{/with}}\n`),
  ),
}));

const PART = '{{!-- @param words --}}\n| part\n\n{{words}}\n  end 9\n';

function characterAt({ file, line, column }: Place): string {
  const start = file.text
    .split(/(?<=\r\n|\r(?!\n)|\n)/)
    .slice(0, line - 1)
    .join('').length;
  return file.text.charAt(start + column - 1);
}

function restOfLine({ file, line, column }: Place): string {
  return lineText(file, line).slice(column - 1);
}

test('each character of a filled template stands at the place that it came from', LONG, () => {
  fc.assert(
    fc.property(template, (text) => {
      const { filled, diagnostics } = fillText(dataset, text, { partials: { part: PART } });
      expect(diagnostics).toEqual([]);
      expect(filled.markdown).not.toMatch(/[\uE002\uE003]/);
      // One expectation for all characters: each takes longer than what it is about.
      const strays: string[] = [];
      let offset = 0;
      for (const part of filled.markdown.split(/(\uE000\d+\uE001)/)) {
        if (part.startsWith('\uE000')) {
          const place = filled.placeOf(offset);
          expect(place && restOfLine(place)).toMatch(/^\{\{/);
        } else {
          for (let at = 0; at < part.length; at += 1) {
            const place = filled.placeOf(offset + at);
            // The indent that the lines of a partial are given comes from where it is called.
            if (/[ \t]/.test(part.charAt(at)) && place && restOfLine(place).startsWith('{{>')) continue;
            if (!place || characterAt(place) !== part[at]) strays.push(`${offset + at}: ${part[at]}`);
          }
        }
        offset += part.length;
      }
      expect(strays).toEqual([]);
    }),
    { numRuns: 120 },
  );
});

test('a template is filled alike every time', () => {
  fc.assert(
    fc.property(template, (text) => {
      const fill = () => fillText(dataset, text, { partials: { part: PART } }).shown;
      expect(fill()).toBe(fill());
    }),
    { numRuns: 50 },
  );
});

test('what a partial with arguments printed leads to its outermost call, in one without to its own text', () => {
  const partials = {
    // the text of a chapter
    chapter: 'Chapter.\n{{> row name="own"}}\n',
    // building blocks
    row: '{{!-- @param name --}}\nRow {{name}}, {{> cell of=name}} end\n',
    cell: '{{!-- @param of --}}cell',
  };
  const text = 'Top.\n{{> chapter}}\n{{#each (figures "passengers.*")}}\n  {{> row name="mine"}}\n{{/each}}\nBottom.\n';
  const { filled } = fillText(dataset, text, { partials });
  const callsOf = (words: string): (string | undefined)[] =>
    [...filled.markdown.matchAll(new RegExp(words, 'g'))].map(({ index }) => {
      const call = filled.callOf?.(index);
      return call && `${call.file.path}:${call.line}`;
    });
  const calls = ['partials/chapter.hbs:2', 'brief.md.hbs:4', 'brief.md.hbs:4'];
  expect(callsOf('Row')).toEqual(calls);
  expect(callsOf('cell')).toEqual(calls);
  expect(callsOf('end')).toEqual(calls);
  for (const words of ['Top', 'Chapter', 'Bottom']) expect(callsOf(words)).toEqual([undefined]);
});
