import type { Dataset, Measure, Observation } from '../../src/dataset/model.ts';
import { parsePeriod, periodYearEarlier } from '../../src/dataset/period.ts';
import { parseQuantity } from '../../src/dataset/quantity.ts';
import { asAddress } from '../dataset/brands.ts';

/** The kinds of slips of somebody who types a release. */
export const SLIP_NAMES = [
  'digit',
  'swap',
  'point',
  'scale',
  'sign',
  'hedge',
  'unit',
  'measure',
  'base',
  'period',
  'place',
  'label',
  'twice',
  'left out',
] as const;

export type SlipName = (typeof SLIP_NAMES)[number];

export interface Slipped {
  readonly statements: readonly Observation[];
  readonly what: string;
}

/** The statements of a release with one slip in them; undefined where a statement that was drawn cannot have it. */
export function slipped(
  slip: SlipName,
  statements: readonly Observation[],
  dataset: Dataset,
  random: () => number,
): Slipped | undefined {
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const figures = statements.filter(({ printed, claim, words }) => printed && !claim && words === undefined);
  const statement = pick(figures);
  if (!statement?.printed) return undefined;
  const replaced = (changed: Observation, what: string): Slipped => ({
    statements: statements.map((one) => (one === statement ? changed : one)),
    what: `${statement.address}: ${what}`,
  });
  const typed = (text: string): Slipped | undefined => {
    const printed = parseQuantity(text, dataset.units);
    return 'problem' in printed || text === statement.printed?.text
      ? undefined
      : replaced({ ...statement, printed }, `${statement.printed?.text} as ${text}`);
  };
  const { text } = statement.printed;
  switch (slip) {
    case 'digit': {
      const places = [...text.matchAll(/\d/g)].map(({ index }) => index);
      const at = pick(places) ?? 0;
      const digit = String((Number(text[at]) + 1 + Math.floor(random() * 9)) % 10);
      return typed(text.slice(0, at) + digit + text.slice(at + 1));
    }
    case 'swap': {
      const pairs = [...text.matchAll(/(?=\d[.,]?\d)/g)].map(({ index }) => index);
      const at = pick(pairs);
      if (at === undefined) return undefined;
      return typed(text.slice(0, at) + text.slice(at).replace(/^(\d)([.,]?)(\d)/, '$3$2$1'));
    }
    case 'point':
      return typed(text.replace(/\d[\d,]*(?:\.\d+)?/, (number) => moved(number, random() < 0.5 ? 1 : -1)));
    case 'scale': {
      const other: Readonly<Record<string, string>> = {
        Mt: 'kt',
        kt: 'Mt',
        t: 'kt',
        'bn USD': 'million USD',
        'bn CNY': 'million CNY',
        'tn CNY': 'bn CNY',
        '10^4 t': '10^8 t',
        'bn EUR': 'million EUR',
        'million EUR': 'bn EUR',
        'million t': '10^3 t',
      };
      const unit = statement.printed.unit.code;
      const next = other[unit];
      return next === undefined ? undefined : typed(text.replace(unit, next));
    }
    case 'unit': {
      if (!text.includes('%') && !text.includes(' pp')) return undefined;
      return typed(text.includes('%') ? text.replace(/ ?%/, ' pp') : text.replace(' pp', '%'));
    }
    case 'sign':
      return ['growth', 'cagr', 'change', 'difference'].includes(statement.measure)
        ? typed(/[-\u2212]/.test(text) ? text.replace(/[-\u2212]/, '') : text.replace(/(?=\d)/, '-'))
        : undefined;
    case 'hedge':
      return typed(
        /^\D{3,} /.test(text) && statement.printed.qualifier
          ? text.replace(/^\D+? (?=[-\d])/, '')
          : `${pick(['over', 'about', 'under']) ?? 'about'} ${text}`,
      );
    case 'measure': {
      const others = (['growth', 'cagr', 'share'] as const).filter((one) => one !== statement.measure);
      if (!['growth', 'cagr', 'share'].includes(statement.measure)) return undefined;
      const measure: Measure = pick(others) ?? 'growth';
      return replaced({ ...statement, measure, base: undefined, counterpart: undefined }, `as ${measure}`);
    }
    case 'base': {
      if (statement.measure !== 'growth') return undefined;
      const isOther = statement.base !== undefined && statement.base.text !== periodYearEarlier(statement.period).text;
      const base = isOther ? undefined : parsePeriod(pick(['2020', '2025-Q3', '2019-12-31']) ?? '2020');
      return replaced({ ...statement, base }, `compared with ${base?.text ?? 'a year earlier'}`);
    }
    case 'period': {
      const year = Number(statement.period.text.slice(0, 4));
      const text = statement.period.text.replaceAll(String(year), String(year + (random() < 0.5 ? 1 : -1)));
      return replaced({ ...statement, period: parsePeriod(text) ?? statement.period }, `of ${text}`);
    }
    case 'place': {
      const at = pick([...new Set(statements.map((one) => one.at))].filter((one) => one !== statement.at));
      return at === undefined ? undefined : replaced({ ...statement, at }, `at ${at}`);
    }
    case 'label': {
      const other = pick(
        figures.filter(
          (one) =>
            one.at === statement.at &&
            one.indicator !== statement.indicator &&
            one.measure === statement.measure &&
            one.printed?.unit.dimension.size === statement.printed?.unit.dimension.size,
        ),
      );
      if (!other?.printed || other.printed.text === text) return undefined;
      const exchanged = statements.map((one) => {
        if (one === statement) return { ...one, printed: other.printed };
        return one === other ? { ...one, printed: statement.printed } : one;
      });
      return { statements: exchanged, what: `${statement.address} and ${other.address} exchanged` };
    }
    case 'twice': {
      const other = pick(figures.filter((one) => one.indicator !== statement.indicator));
      if (!other) return undefined;
      const copy = {
        ...statement,
        ...(random() < 0.5 ? { indicator: other.indicator } : {}),
        address: asAddress(`${statement.address} again`),
      };
      return { statements: [...statements, copy], what: `${statement.address} twice` };
    }
    case 'left out':
      return { statements: statements.filter((one) => one !== statement), what: `${statement.address} left out` };
  }
}

/** A number with its point one place further to the right or left. */
function moved(number: string, places: 1 | -1): string {
  const plain = number.replaceAll(',', '');
  const [whole = '', fraction = ''] = plain.split('.');
  const digits = whole + fraction;
  const at = whole.length + places;
  if (at <= 0) return `0.${'0'.repeat(-at)}${digits}`;
  const padded = digits.padEnd(at, '0');
  const result = at >= padded.length ? padded : `${padded.slice(0, at)}.${padded.slice(at)}`;
  return result.replace(/^0+(?=\d)/, '');
}
