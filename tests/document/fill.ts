import { decimal, parseDecimal } from '../../src/core/numbers/decimal.ts';
import type { Filled } from '../../src/figure/filled-template.ts';
import { point } from '../../src/core/numbers/interval.ts';
import { placeAt, type SourceFile } from '../../src/core/diagnostics/source-file.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { type Flag, type Origin, Value } from '../../src/figure/value.ts';
import { parseAddress } from '../../src/dataset/address.ts';
import type { Dataset, Observation } from '../../src/dataset/model.ts';
import { periodYearEarlier } from '../../src/dataset/period.ts';
import { builtinUnit } from '../../src/dataset/unit.ts';

/** A statement at a full address, of an indicator of the dataset if it has it; parts that are not given are missing. */
export function statementAt(
  address: string,
  parts: Partial<Observation> = {},
  { indicators }: Pick<Dataset, 'indicators'> = { indicators: new Map() },
): Observation {
  const parsed = parseAddress(address);
  if ('problem' in parsed || !parsed.period) throw new Error(`${address} is not a full address`);
  const { indicator: id, measure, period, base = periodYearEarlier(period), counterpart } = parsed;
  const indicator = indicators.get(id) ?? {
    id,
    label: new Map([['en', id]]),
    dimensions: new Map(),
    unit: builtinUnit('count'),
  };
  const release = { id: 'some-release', source: { id: 'some_source' } };
  const stated = { address, indicator, measure, period, base, counterpart, release, status: [], ...parts };
  return stated as unknown as Observation;
}

/** A value that prints as `text`; its figure does not matter to a document. A text that is not an address is its formula. */
export function valueOf(
  text: string,
  flags: readonly Flag[] = [],
  address = 'some.indicator@2025',
  dataset?: Pick<Dataset, 'indicators'>,
): Value {
  const origin: Origin =
    'problem' in parseAddress(address)
      ? { kind: 'derived', formula: [address] }
      : { kind: 'stated', observation: statementAt(address, {}, dataset) };
  const [, fraction = '', suffix = ''] = /(?:[.](\d+))?(\D*)$/.exec(text) ?? [];
  const number = parseDecimal(/\d[\d,]*(?:\.\d+)?/.exec(text)?.[0].replaceAll(',', '') ?? '') ?? decimal(1);
  const printed = { text, decimals: fraction.length, suffix };
  return new Value({
    ...printed,
    origin,
    decimal: number,
    interval: point(number),
    unit: builtinUnit('count'),
    flags,
  });
}

const EXPECTATION = /^%%\^ (\d+) (\S+)\n/gm;
const PRINTED = /⟦(?:"([^"]*)"|<([^>]*)>|([^⟧|]*)(?:\|([^⟧|]*))?(?:\|([^⟧]*))?)⟧/g;

/**
 * Fills a text as a template engine would, without one: `⟦14.72 Mt|corrected,provisional⟧` prints a value with flags
 * (after another bar, its address), `⟦"label"⟧` a string, `⟦<https://…>⟧` a link. Lines `%%^ COLUMN RULE` are left out:
 * they say which diagnostic is expected in the line above.
 */
export function fill(text: string, path = 'brief.md.hbs'): Filled {
  const file: SourceFile = { path, text };
  const tokens = new TokenRegistry();
  const map: { at: number; from: number }[] = [];
  let markdown = '';
  const copy = (from: number, to: number): void => {
    map.push({ at: markdown.length, from });
    markdown += text.slice(from, to);
  };
  let end = 0;
  const special = new RegExp(`${EXPECTATION.source}|${PRINTED.source}`, 'gm');
  for (const match of text.matchAll(special)) {
    copy(end, match.index);
    end = match.index + match[0].length;
    const [, , rule, string, link, value = '', flags, address] = match;
    if (rule !== undefined) continue;
    map.push({ at: markdown.length, from: match.index });
    const place = placeAt(file, match.index, end);
    if (string !== undefined) markdown += tokens.add({ kind: 'text', text: string, place });
    else if (link !== undefined) markdown += tokens.add({ kind: 'link', text: link, place });
    else markdown += tokens.add({ kind: 'value', text: value, value: valueOf(value, flagsOf(flags), address), place });
  }
  copy(end, text.length);
  return {
    markdown,
    tokens,
    placeOf: (offset) => {
      const segment = map.findLast(({ at }) => at <= offset);
      return segment && placeAt(file, segment.from + offset - segment.at);
    },
  };
}

function flagsOf(text = ''): Flag[] {
  return text === '' ? [] : (text.split(',') as Flag[]);
}

/** The diagnostics that a text expects, as `line:column rule`, in order. */
export function expectedDiagnostics(text: string): string[] {
  const found: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const match = /^%%\^ (\d+) (\S+)$/.exec(line);
    if (match) found.push(`${lineAbove(text, index)}:${match[1]} ${match[2]}`);
  }
  return found;
}

/** The number of the nearest line above that is none of expectations. */
function lineAbove(text: string, index: number): number {
  const lines = text.split('\n');
  let at = index - 1;
  while (lines[at]?.startsWith('%%^ ')) at -= 1;
  return at + 1;
}
