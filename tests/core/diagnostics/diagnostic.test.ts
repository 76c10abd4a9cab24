import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  codeFrame,
  type Diagnostic,
  Diagnostics,
  didYouMean,
  locationOf,
  nearestWord,
} from '../../../src/core/diagnostics/diagnostic.ts';
import { placeAt, type SourceFile } from '../../../src/core/diagnostics/source-file.ts';
import { saying } from '../../messages.ts';

const file: SourceFile = { path: 'data/a.yaml', text: 'one\ntwo\nthree\n' };

function at(text: string, start: number, end = start + 1): Diagnostic {
  const place = placeAt({ path: 'a.yaml', text }, start, end);
  return { rule: 'yaml/syntax', severity: 'error', message: 'm', place };
}

describe('the list', () => {
  test('takes from another only what says something of a place that it has not', () => {
    const [all, more] = [new Diagnostics(), new Diagnostics()];
    all.error('template/bad-argument', 'in 2024', placeAt(file, 4));
    more.error('template/bad-argument', 'in 2025', placeAt(file, 4));
    more.error('template/blank', 'another rule', placeAt(file, 4));
    more.error('template/bad-argument', 'another place', placeAt(file, 0));
    more.error('template/bad-argument', 'the same place', placeAt(file, 0));
    more.error('template/bad-argument', 'no place', file.path);
    all.includeNew(more);
    expect(all.all.map(({ message }) => message).sort()).toEqual([
      'another place',
      'another rule',
      'in 2024',
      'no place',
      'the same place',
    ]);
  });

  test('fails on errors only', () => {
    const diagnostics = new Diagnostics();
    expect(diagnostics.failed).toBe(false);
    diagnostics.warn('chart/unused', 'never shown');
    expect(diagnostics.failed).toBe(false);
    diagnostics.error('yaml/syntax', 'broken');
    expect(diagnostics.failed).toBe(true);
  });

  test('takes over as many as a bad file can have', () => {
    const [all, some] = [new Diagnostics(), new Diagnostics()];
    for (let line = 1; line <= 150_000; line += 1) some.warn('yaml/syntax', `m${line}`);
    all.include(some);
    expect(all.all).toHaveLength(150_000);
  });

  test('is sorted by file, line and column', () => {
    const diagnostics = new Diagnostics();
    const other = { ...file, path: 'data/B.yaml' };
    diagnostics.error('yaml/syntax', 'e', placeAt(file, 8));
    diagnostics.error('yaml/syntax', 'd', placeAt(file, 5));
    diagnostics.error('yaml/syntax', 'c', placeAt(file, 4));
    diagnostics.error('yaml/syntax', 'b', 'data/a.yaml');
    diagnostics.error('yaml/syntax', 'a', placeAt(other, 9));
    diagnostics.error('yaml/syntax', 'nowhere');
    expect(diagnostics.all.map((item) => `${locationOf(item)} ${item.message}`)).toEqual([
      ' nowhere',
      'data/B.yaml:3:2 a',
      'data/a.yaml b',
      'data/a.yaml:2:1 c',
      'data/a.yaml:2:2 d',
      'data/a.yaml:3:1 e',
    ]);
  });

  test('says the same thing once, as an error with its hint if anybody said so', () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ]) {
      const diagnostics = new Diagnostics();
      const say = [
        () => diagnostics.warn('yaml/syntax', 'broken', placeAt(file, 4), 'a hint'),
        () => diagnostics.error('yaml/syntax', 'broken', placeAt(file, 4)),
        () => diagnostics.error('yaml/syntax', 'broken', placeAt(file, 4, 7), 'a hint'),
      ];
      for (const index of order) say[index]?.();
      expect(diagnostics.all).toEqual([
        {
          rule: 'yaml/syntax',
          severity: 'error',
          message: 'broken',
          hint: 'a hint',
          place: { file, line: 2, column: 1, length: 3 },
        },
      ]);
    }
  });

  test('does not show in which order it was filled', () => {
    const reports = fc.array(
      fc.record({
        severe: fc.boolean(),
        message: fc.constantFrom('a', 'b'),
        start: fc.nat(14),
        length: fc.nat(2),
        hint: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
        path: fc.constantFrom('a.yaml', 'b.yaml', undefined),
      }),
      { maxLength: 12 },
    );
    const shuffled = reports.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const collect = (order: typeof list): readonly Diagnostic[] => {
          const diagnostics = new Diagnostics();
          for (const { severe, message, start, length, hint, path } of order) {
            const where = path ?? placeAt(file, start, start + length);
            if (severe) diagnostics.error('yaml/syntax', message, where, hint);
            else diagnostics.warn('yaml/syntax', message, where, hint);
          }
          return diagnostics.all;
        };
        expect(collect(other)).toEqual(collect(list));
        expect(collect([...list, ...other])).toEqual(collect(list));
      }),
    );
  });

  test('cannot paint the terminal, turn its writing or fill it', () => {
    const diagnostics = new Diagnostics();
    const hostile = `\u001B[31m\r\n\u202Eevil\u2028`;
    diagnostics.error('yaml/syntax', hostile, `${hostile}.yaml`, hostile);
    diagnostics.error('yaml/syntax', `"${'a'.repeat(1_000_000)}" is not a decimal`);
    const [long, item] = diagnostics.all;
    const shown = [item?.message, item?.hint, item && locationOf(item)].join('');
    expect(shown).toContain('evil');
    expect(shown).not.toMatch(/[\p{Cc}\u200E\u200F\u2028-\u202E\u2066-\u2069]/u);
    expect(long?.message).toMatch(/^"a{249}\D*a+"\D*decimal$/);
    expect(long?.message.length).toBeLessThan(600);
  });
});

describe('the code frame', () => {
  test.each([
    ['a word', 'a: 1\nbb: two\n', 9, 12, '  2 | bb: two\n    |     ^^^'],
    ['nothing', 'abc', 1, 1, '  1 | abc\n    |  ^'],
    ['the end of the text', 'abc', 3, 4, '  1 | abc\n    |    ^'],
    ['past the end of the text', 'abc', 300, 400, '  1 | abc\n    |    ^'],
    ['an empty line', 'a\n\nb', 2, 3, '  2 | \n    | ^'],
    ['more than the line', 'abc\ndef', 1, 7, '  1 | abc\n    |  ^^'],
    ['after tabs', '\t\tx', 2, 3, '  1 |   x\n    |   ^'],
    ['before CRLF', 'ab\r\ncd', 1, 2, '  1 | ab\n    |  ^'],
    ['after Han, two cells each', '铜: x', 3, 4, '  1 | 铜: x\n    |     ^'],
    ['Han', 'a 精炼', 2, 4, '  1 | a 精炼\n    |   ^^^^'],
    ['a control character', 'a\u001B[2Jb\u0007', 5, 6, '  1 | a [2Jb \n    |      ^'],
    ['after a mark that turns the writing', 'a\u202Eb', 2, 3, '  1 | a b\n    |   ^'],
  ])('under %s', (_, text, start, end, frame) => {
    expect(codeFrame(at(text, start, end))).toBe(frame);
  });

  test('is empty without a place', () => {
    expect(codeFrame({ rule: 'yaml/syntax', severity: 'error', message: 'm', path: 'a' })).toBe('');
  });

  test.each([0, 30, 50, 99, 100, 101, 500, 5_000, 999_990, 999_999])(
    'of a line of a megabyte shows column %i and little else',
    (offset) => {
      const text = `${'-'.repeat(offset)}X${'-'.repeat(1_000_000 - offset - 1)}`;
      const [source = '', carets = ''] = codeFrame(at(text, offset, 1_000_000)).split('\n');
      expect(source.length).toBeLessThanOrEqual(100 + '  1 | '.length);
      expect(source[carets.indexOf('^')]).toBe('X');
      expect(carets.length).toBeLessThanOrEqual(source.length);
    },
  );

  test('of a long line shows no half of a character', () => {
    const text = '😀'.repeat(500);
    expect([500, 501].map((offset) => codeFrame(at(text, offset))).join('')).not.toMatch(/\p{Cs}/u);
  });
});

describe('the nearest word', () => {
  test.each([
    ['ouput', ['input', 'output', 'put'], 'output'],
    ['Mt', ['kg', 'Mt', 'mt'], 'Mt'],
    ['MT', ['kg', 'Mt'], 'Mt'],
    ['refined_coper', ['refined_zinc', 'refined_copper'], 'refined_copper'],
    ['growht', ['growth', 'share'], 'growth'],
    ['foo', ['bar', 'quux'], undefined],
    ['xy', ['kg', 'pp'], undefined],
    ['q', ['g', 't'], undefined],
    ['', ['g', 'kg'], undefined],
    ['anything', [], undefined],
    ['x'.repeat(1_000_000), ['output', 'x'], undefined],
    ['constructor', ['level'], undefined],
  ])('to %.20s among %j', (word, words, nearest) => {
    expect(nearestWord(word, words)).toBe(nearest);
  });

  test('of a word that is known is that word', () => {
    const words = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }).filter((w) => w === w.toLowerCase()));
    fc.assert(fc.property(words, (list) => list.every((word) => nearestWord(word, list) === word)));
  });

  test('makes a hint, or all words do while they are few', () => {
    expect(didYouMean('ouput', ['output'])).toEqual(saying('… output?'));
    expect(didYouMean('zzzz', ['level', 'share'])).toBe('known: level, share');
    expect(didYouMean('zzzz', [])).toBeUndefined();
    expect(
      didYouMean(
        'zzzz',
        Array.from({ length: 14 }, (_, index) => `word${index}`),
      ),
    ).toBeUndefined();
  });
});
