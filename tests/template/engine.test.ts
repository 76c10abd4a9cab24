import { beforeAll, describe, expect, test, vi } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import type { Dataset } from '../../src/dataset/model.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { addressOf, formulaOf, inputsOf, observationOf } from '../../src/figure/value.ts';
import { printResult } from '../../src/template/builtins.ts';
import { recallTemplates } from '../../src/template/engine.ts';
import { type ParsedTemplate, parseTemplate } from '../../src/template/handlebars-syntax.ts';
import type { Problem } from '../../src/template/problem.ts';
import { loadReal } from '../dataset/real.ts';
import { LONG } from '../long.ts';
import { briefOf, fillText, loadTiny, summaryOf } from './case.ts';
import { saying } from '../messages.ts';
import { asRelease } from '../dataset/brands.ts';

let dataset: Dataset;
beforeAll(async () => {
  dataset = await loadTiny();
});

/** The dataset with one label replaced. */
function withLabel(label: string): Dataset {
  const indicators = new Map(dataset.indicators);
  const passengers = indicators.get('passengers');
  if (!passengers) throw new Error('the tiny dataset counts passengers');
  indicators.set('passengers', { ...passengers, label: new Map([['en', label]]) });
  return { ...dataset, indicators };
}

test('what data say never reaches Markdown as text', () => {
  const hostile = '<script>alert(1)</script> | a] *b* {{value}} `c` \n\n# d &amp; $1';
  const { filled } = fillText(withLabel(hostile), '{{label "passengers"}}');
  expect(filled.markdown).toMatch(/^\uE000\d+\uE001$/);
  expect(filled.tokens.all).toMatchObject([{ kind: 'text', text: hostile }]);
});

test('an empty label is an error where it would be printed', () => {
  const { diagnostics } = fillText(withLabel(''), 'A\n {{label "passengers"}}');
  expect(diagnostics.map(summaryOf)).toEqual([saying('brief.md.hbs:2:2 error template/blank … -- … #if …')]);
});

test('of a relation without words, its rule is offered', () => {
  const place = { file: { path: 'x', text: 'A {{item.words}}' }, line: 1, column: 3, length: 14 };
  const failed: { hint?: string | undefined }[] = [];
  printResult(
    '',
    {
      fail: (one: Problem) => failed.push(one),
      tokens: new TokenRegistry(),
      facts: { typed: new Set() },
      locale: 'en',
    } as never,
    place,
  );
  expect(failed.map(({ hint }) => hint)).toEqual([
    'write {{#if item.words}}{{item.words}}{{else}}`{{item.says}}`{{/if}}',
  ]);
});

test('a value is kept with its statement, and knows where it was asked for', () => {
  const { filled } = fillText(dataset, 'x\n{{value "passengers.harbour@2025-Q3"}}', { release: 'ferry-2025-q3' });
  expect(filled.tokens.all).toMatchObject([
    {
      kind: 'value',
      text: '824,000',
      value: {
        origin: {
          kind: 'stated',
          observation: {
            address: 'passengers.harbour@2025-Q3',
            release: { id: 'ferry-2025-q3' },
            printed: { text: '8,240,000' },
            correction: { evidence: ['ferry-2025-q4'] },
          },
        },
        flags: ['corrected'],
      },
      place: { line: 2, column: 1 },
    },
  ]);
});

test('the value of a claim prints its threshold and keeps the very statement of the dataset', async () => {
  const real = await loadReal();
  const address = 'output.ten_metals:claim[first above]@2025';
  const stated = real.releases
    .get(asRelease('cnia-2025'))
    ?.observations.find((observation) => observation.address === address);
  const { filled } = fillText(real, `{{value "${address}" style="short"}}`, { release: 'cnia-2025' });
  const [printed] = filled.tokens.all;
  const value = printed?.kind === 'value' ? printed.value : expect.fail('no value');
  expect(value.text).toBe('80\u00A0Mt');
  expect(stated).toBeDefined();
  expect(observationOf(value)).toBe(stated);
});

test('a drawing of which there is none is not a condition that holds', () => {
  const template = '{{#if (limit "passengers.harbour@2025-Q3")}}drawn{{else}}none{{/if}}';
  const { shown, diagnostics } = fillText(dataset, template, { release: 'ferry-2025-q3' });
  expect(diagnostics).toEqual([]);
  expect(shown).toBe('none');
});

test('corrections are listed with print, right figure and evidence', () => {
  const template =
    '{{#each corrections}}{{label}}, {{period}}: {{printed}} → {{corrected}} ({{#each evidence}}{{source}}, {{published}}{{/each}}){{/each}}';
  const { shown, diagnostics } = fillText(dataset, template, { release: 'ferry-2025-q3' });
  expect(diagnostics).toEqual([]);
  expect(shown).toBe(
    '⟦Harbour route⟧, ⟦third quarter of 2025⟧: ⟦8,240,000⟧ → ⟦824,000⟧ (⟦Harbour Office⟧, ⟦19\u00A0January\u00A02026⟧)',
  );
});

test('the print of a correction is not flagged as corrected, the right figure is', () => {
  const { filled } = fillText(dataset, '{{#each corrections}}{{printed}}{{corrected}}{{/each}}', {
    release: 'ferry-2025-q3',
  });
  const flags = filled.tokens.all.map((printed) => (printed.kind === 'value' ? printed.value.flags : []));
  expect(flags).toEqual([[], ['corrected']]);
});

test('the print of a correction stays itself in another style', () => {
  const template =
    '{{#each corrections}}{{value printed style="bare"}}, {{value corrected style="bare"}}, {{shareOf corrected printed}}{{/each}}';
  const { shown, diagnostics } = fillText(dataset, template, { release: 'ferry-2025-q3' });
  expect(diagnostics).toEqual([]);
  expect(shown).toMatch(/^⟦8,240,000⟧, ⟦824,000⟧, ⟦10/);
});

test('a change without its sign keeps what it may be', () => {
  const { filled } = fillText(dataset, '{{change "passengers:growth[2025-Q3]"}}');
  // −10.4% stands for (−10.45, −10.35], as a half rounds away from zero: the amount of the fall for [10.35, 10.45).
  expect(filled.tokens.all).toMatchObject([
    { text: 'fell' },
    {
      text: '10.4%',
      value: {
        interval: {
          low: { coefficient: 1035n, exponent: -2 },
          high: { coefficient: 1045n, exponent: -2 },
          lowOpen: false,
          highOpen: true,
        },
      },
    },
  ]);
});

test('derived figures name what they were worked out from', () => {
  const { filled } = fillText(dataset, '{{minus "passengers" (plus "passengers.harbour" "passengers.river")}}');
  const [printed] = filled.tokens.all;
  const value = printed?.kind === 'value' ? printed.value : expect.fail('no value');
  expect(value.flags).toEqual(['derived']);
  expect(addressOf(value)).toBe('passengers@2025-Q4 − (passengers.harbour@2025-Q4 + passengers.river@2025-Q4)');
  const inputs = inputsOf(formulaOf(value) ?? []).map((input) => observationOf(input)?.address);
  expect(inputs).toEqual(['passengers@2025-Q4', 'passengers.harbour@2025-Q4', 'passengers.river@2025-Q4']);
});

describe('templates that are not templates', () => {
  test.each([
    ['', []],
    [' \n\t', []],
    ['{{', ['brief.md.hbs:1:1 error template/syntax … -- … }}']],
    ['a {{!-- b', ['brief.md.hbs:1:3 error template/syntax … -- … --}}']],
    ['{{{{raw}}}} x', ['brief.md.hbs:1:3 error template/syntax … -- … --}}']],
    ['{{{{raw}}}} {{x}} {{{{/raw}}}}', ['brief.md.hbs:1:1 error template/unknown-helper: raw … -- known … unless …']],
    ['{{a.this}}', ['brief.md.hbs:1:3 error template/syntax: a.this … -- …']],
  ])('%j', (template, expected) => {
    expect(fillText(dataset, template).diagnostics.map(summaryOf)).toEqual(expected.map((one) => saying(one)));
  });
});

test.each<[boolean, string]>([
  [false, '# A'],
  [false, '{{value "nope"}} {{assert false "x"}}'],
  [false, '{{#if false}}{{> nope}}{{/if}}'],
  [true, '{{#if'],
  [true, '{{#each nothing}}a{{/each}}'],
  [true, '{{#with 7}}{{> nope}}{{/with}}'],
  [true, '{{#if (nope)}}a{{else}}b{{/if}}'],
  [true, '{{#iff true}}a{{/iff}}'],
  [true, '{{> broken}}'],
  [true, '{{#*inline "a"}}a{{/inline}}'],
])('that text is missing is %s of %s', (hasGaps, template) => {
  expect(fillText(dataset, template, { partials: { broken: '{{#if' } }).filled.hasGaps).toBe(hasGaps);
});

describe('bounds', () => {
  test('loops stop at a bound, with one message', () => {
    const loops = '{{#each observations}}'.repeat(7) + 'x' + '{{/each}}'.repeat(7);
    const { diagnostics, filled } = fillText(dataset, loops);
    expect(diagnostics.map(({ rule }) => rule)).toEqual(['template/too-large']);
    expect(filled.hasGaps).toBe(true);
  });

  test('five loops over a dataset end after 20,000 rounds', LONG, () => {
    const loops = '{{#each observations}}'.repeat(5) + '{{label}} ' + '{{/each}}'.repeat(5);
    const start = process.cpuUsage();
    const { diagnostics } = fillText(dataset, `\n${loops}`);
    expect(diagnostics).toMatchObject([{ rule: 'template/too-large', place: { line: 2 } }]);
    expect(diagnostics[0]?.message).toContain('20000 rounds');
    expect(process.cpuUsage(start).user).toBeLessThan(6e6);
  });

  test('so do partials that call one another twice', () => {
    const names = Array.from({ length: 30 }, (_, index) => `p${index}`);
    const partials = Object.fromEntries(
      names.map((name, index) => [name, `{{> ${names[index + 1] ?? 'end'}}}`.repeat(2)]),
    );
    const { diagnostics } = fillText(dataset, '{{> p0}}', { partials: { ...partials, end: 'x' } });
    expect(diagnostics.map(({ rule }) => rule)).toEqual(['template/too-large']);
  });

  test('and nesting beyond what can be read', () => {
    const blocks = fillText(dataset, '{{#if true}}'.repeat(20_000) + '{{/if}}'.repeat(20_000));
    const calls = fillText(dataset, `{{not ${'(not '.repeat(20_000)}true${')'.repeat(20_000)}}}`);
    const deepest = fillText(dataset, `${'{{#if true}}'.repeat(100)}x${'{{/if}}'.repeat(100)}`);
    expect(blocks.diagnostics.map(({ rule }) => rule)).toEqual(['template/too-large']);
    expect(calls.diagnostics.map(({ rule }) => rule)).toEqual(['template/too-large']);
    expect(deepest).toMatchObject({ shown: 'x', diagnostics: [] });
  });

  test('a text of a megabyte is filled', () => {
    const long = 'word '.repeat(200_000);
    expect(fillText(dataset, `${long}{{label "passengers"}}`).shown).toBe(`${long}⟦Passengers⟧`);
  });
});

test('nothing is written to the console', () => {
  const spies = (['log', 'error', 'warn', 'info'] as const).map((method) => vi.spyOn(console, method));
  fillText(dataset, '{{constructor}} {{edition.toString}} {{#with edition}}{{hasOwnProperty}} {{__proto__}}{{/with}}');
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
});

test('filling leaves the dataset as it was', () => {
  const before = JSON.stringify([...dataset.indicators.keys()]) + String(dataset.releases.size);
  fillText(
    dataset,
    '{{#each (sort (figures "passengers.*"))}}{{label}}{{/each}}{{#each sources}}{{publisher}}{{/each}}',
  );
  expect(JSON.stringify([...dataset.indicators.keys()]) + String(dataset.releases.size)).toBe(before);
});

test('a template is parsed once, one with a mistake each time', () => {
  const parse = (text: string, path = 'a.hbs') => {
    const found = new Diagnostics();
    return { parsed: parseTemplate({ path, text }, found), mistakes: found.all.length };
  };
  const { parsed } = parse('{{value "passengers"}}');
  expect(parse('{{value "passengers"}}').parsed).toBe(parsed);
  expect(parse('{{value "passengers"}}', 'b.hbs').parsed).not.toBe(parsed);
  expect([parse('{{value "a}}'), parse('{{value "a}}')].map(({ mistakes }) => mistakes)).toEqual([1, 1]);
});

test('keeps the trees of a template and of the partials that it calls, and takes those of the same texts', async () => {
  const partials = { outer: '{{#if true}}{{> inner}}{{/if}}', inner: 'kept', broken: '{{#if', other: 'not called' };
  const recall = (text: string, given: Record<string, string>, earlier: Map<string, ParsedTemplate>): Promise<void> =>
    recallTemplates(briefOf({ path: 'kept.md.hbs', text }, 'en', given), 'en', earlier);
  const earlier = new Map<string, ParsedTemplate>();
  await recall('{{> outer}}{{> broken}}', partials, earlier);
  expect([...earlier.keys()].sort()).toEqual([
    'kept.md.hbs\n{{> outer}}{{> broken}}',
    'partials/inner.hbs\nkept',
    `partials/outer.hbs\n${partials.outer}`,
  ]);
  // The tree of an earlier run stands for the text under its key, and for no other.
  const [path, text] = ['partials/inner.hbs', '{{label "nobody"}}'];
  const { program } = parseTemplate({ path, text: '{{label "passengers"}}' }, new Diagnostics()) ?? {};
  if (!program) throw new Error('a helper is called');
  earlier.set(`${path}\n${text}`, { program, text });
  await recall('{{> inner}}', { inner: text }, earlier);
  const shown = (inner: string): string => fillText(dataset, '{{> inner}}', { partials: { inner } }).shown;
  expect(shown(text)).toBe('⟦Passengers⟧');
  expect(shown(`${text} `)).not.toContain('Passengers');
});
