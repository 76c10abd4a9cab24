import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressText, parseAddress, parseAddressPattern } from '../../src/dataset/address.ts';
import { parsePeriod } from '../../src/dataset/period.ts';
import { saying } from '../messages.ts';

describe('an address is written in one way', () => {
  test.each([
    ['output.copper', 'output.copper'],
    ['output.copper:level@2025', 'output.copper@2025'],
    ['price.lead:growth[2025-Q3]@2025-Q4', 'price.lead:growth[2025-Q3]@2025-Q4'],
    ['price.lead:growth[2024-Q4]@2025-Q4', 'price.lead:growth@2025-Q4'],
    ['price.lead:growth[2024]', 'price.lead:growth[2024]'],
    ['price.lead:growth', 'price.lead:growth'],
    ['a:change@2025', 'a:change@2025'],
    ['a:change[2024]@2025', 'a:change@2025'],
    ['a:change[2019-M04]@2025-M04', 'a:change[2019-M04]@2025-M04'],
    ['a:change[office-2024]@2025', 'a:change[office-2024]@2025'],
    ['a:cagr[2020]@2025', 'a:cagr[2020]@2025'],
    ['a:cagr[2024]@2025', 'a:cagr[2024]@2025'],
    ['a:share[world.a]', 'a:share[world.a]'],
    ['a:difference[b:growth]@2025', 'a:difference[b:growth]@2025'],
    ['a:difference[b:level]@2025', 'a:difference[b]@2025'],
    ['a:claim[first above]@2025', 'a:claim[first above]@2025'],
    ['a:claim[falls growth]@2026', 'a:claim[falls growth]@2026'],
    ['a@2025-M01..2025-M10', 'a@2025-M01..2025-M10'],
  ])('%s', (written, canonical) => {
    const address = parseAddress(written);
    expect('problem' in address ? address : addressText(address)).toBe(canonical);
  });
});

describe('a mistake is reported with its part of the text', () => {
  test.each([
    ['', '', 'the indicator is missing'],
    ['Output', 'Output', 'Output …'],
    ['output.*', 'output.*', 'output.* …'],
    ['a:grwth@2025', 'grwth', 'grwth …'],
    ['a:', '', 'nothing …'],
    ['a:level[2024]', '2024', 'a level has nothing in brackets'],
    ['a:cagr[last]', 'last', 'last …'],
    ['a:growth[Last]', 'Last', 'Last …'],
    ['a:claim[soars since m1]', 'soars since m1', 'soars since m1 …'],
    ['a:growth@2025-Q9', '2025-Q9', '2025-Q9 …'],
    ['a@', '', 'nothing …'],
    ['a:cagr@2025', 'cagr', 'cagr … cagr[2020]'],
    ['a:share', 'share', 'share … share[world.refined_copper]'],
    ['a:lower[90]', '90', '90 …'],
    ['a:margin', 'margin', 'margin … margin[90%]'],
    ['a:claim[soars]', 'soars', 'soars …'],
    ['a:share[b:growth]', 'b:growth', 'b:growth …'],
    ['a:growth[2024', 'a:growth[2024', '"a:growth[2024" …'],
    ['a]b', 'a]b', '"a]b" …'],
  ])('%s', (written, part, problem) => {
    const found = parseAddress(written);
    expect(found).toMatchObject({ problem: saying(problem) });
    if (!('problem' in found)) return;
    expect(written.slice(found.offset, found.offset + found.length)).toBe(part);
  });
});

describe('a pattern', () => {
  test.each([
    ['output.*', 'output.*', 'level', undefined],
    ['output.*:growth@2023..2025', 'output.*', 'growth', ['2023', '2024', '2025']],
    ['output.*_products@2025', 'output.*_products', 'level', ['2025']],
    ['*:share', '*', 'share', undefined],
    ['a@2024-Q4..2025-Q1', 'a', 'level', ['2024-Q4', '2025-Q1']],
  ])('%s', (written, indicator, measure, periods) => {
    const pattern = parseAddressPattern(written);
    expect(pattern).toMatchObject({ indicator, measure });
    expect('problem' in pattern || pattern.periods?.map((period) => period.text)).toEqual(periods);
  });

  test.each([
    ['a@-2M..0', '2025-M01', ['2024-M11', '2024-M12', '2025-M01']],
    ['a@-1Q..0Q', '2025-Q1', ['2024-Q4', '2025-Q1']],
    ['a@-2..0', '2025-Q1', ['2023-Q1', '2024-Q1', '2025-Q1']],
    ['a@0-Q1..0', '2025-Q3', ['2025-Q1', '2025-Q2', '2025-Q3']],
    ['a@2024-M12..0', '2025-M02', ['2024-M12', '2025-M01', '2025-M02']],
  ])('%s from %s', (written, from, periods) => {
    const pattern = parseAddressPattern(written, parsePeriod(from));
    expect('problem' in pattern || pattern.periods?.map((period) => period.text)).toEqual(periods);
  });

  test.each(['', 'Output.*', 'a..b', 'a:growths', 'a@2025..2023', 'a@2023..2025-Q1', 'a@2023..2024..2025', 'a@..'])(
    '"%s" is none',
    (written) => {
      expect(parseAddressPattern(written)).toHaveProperty('problem');
    },
  );
});

test('any text is an address or told what is wrong, and an address reads back as itself', () => {
  const alphabet = fc.constantFrom(
    ...'ab.*:@[]- 2025Q'.split(''),
    'growth',
    'share',
    '2025',
    '..',
    '@2025',
    ':claim[rises]',
  );
  fc.assert(
    fc.property(
      fc.array(alphabet, { maxLength: 12 }).map((parts) => parts.join('')),
      (written) => {
        const address = parseAddress(written);
        if ('problem' in address) {
          expect(address.offset).toBeLessThanOrEqual(written.length);
          return;
        }
        const text = addressText(address);
        const again = parseAddress(text);
        expect('problem' in again ? again : addressText(again)).toBe(text);
      },
    ),
  );
});
