import { didYouMean } from '../core/diagnostics/diagnostic.ts';
import { CLAIM_KINDS, SINCE_CLAIMS } from './claim.ts';
import type { Address, Measure, Observation } from './model.ts';
import { expandPeriods, parsePeriod, type Period, periodHint, periodYearEarlier } from './period.ts';
import {
  expandOffsets,
  OFFSET_FORMS,
  parseOffset,
  parseRelativePeriod,
  periodAt,
  type PeriodOffset,
} from './period-offset.ts';

export const MEASURES: readonly Measure[] = [
  'level',
  'growth',
  'change',
  'ratio',
  'cagr',
  'share',
  'difference',
  'lower',
  'upper',
  'margin',
  'claim',
];

/** The probability of a confidence interval, from above 0 to below 100%. */
export const CONFIDENCE = /^(?:0\.\d*[1-9]\d*|[1-9]\d?(?:\.\d+)?)%$/;

/** Explains why a text is not an address. */
export interface AddressProblem {
  readonly problem: string;
  /** Start of the wrong part, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
  readonly hint?: string | undefined;
}

/**
 * Matches several addresses: `*` in the indicator stands for any characters except a dot, `@2020..2025` for each period
 * of that kind in the range, and a measure without brackets for every base or counterpart (but growth, change and ratio
 * without brackets are over the same period a year earlier).
 */
export interface AddressPattern {
  readonly indicator: string;
  readonly measure: Measure;
  readonly base?: Period | undefined;
  readonly counterpart?: string | undefined;
  /** In order; if absent, the period of the edition. */
  readonly periods?: readonly Period[] | undefined;
}

/** Words of lower-case letters, digits and underscores, with dots between them. */
export const INDICATOR_ID = /^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*$/;

/** The id of a release that a change is compared with; none that is a period. */
const RELEASE_ID = /^[a-z][a-z0-9_-]*$/;

/** Such an id, in which `*` stands for any characters except a dot. */
export const INDICATOR_PATTERN = /^[a-z*][a-z0-9_*]*(?:\.[a-z0-9_*]+)*$/;

const ADDRESS = /^(?<indicator>[^:@[\]]*)(?::(?<measure>[^@[\]]*)(?:\[(?<bracket>[^[\]]*)\])?)?(?:@(?<period>.*))?$/d;

interface Parts {
  readonly indicator: Part;
  readonly measure?: Part | undefined;
  readonly bracket?: Part | undefined;
  readonly period?: Part | undefined;
}

interface Part {
  readonly text: string;
  readonly offset: number;
}

/**
 * Parses `indicator[:measure[base]][@period]`. It does not check that the indicator exists. Relative periods, as
 * templates and charts use them, are counted from `from`.
 */
export function parseAddress(text: string, from?: Period): Address | AddressProblem {
  return parseWith(text, (period) => parseRelativePeriod(period, from));
}

/** An address whose periods may still have to be counted from another. */
export type OpenAddress = AddressOf<Period | PeriodOffset>;

/** Parses an address of a relation, which is tested for many periods: those that are counted stay as they are. */
export function parseOpenAddress(text: string): OpenAddress | AddressProblem {
  return parseWith(text, (period) => parseOffset(period) ?? parsePeriod(period));
}

type AddressOf<P> = Omit<Address, 'base' | 'period'> & {
  readonly base?: P | undefined;
  readonly period?: P | undefined;
};

/** Reads a period; undefined for other texts. */
type Reader<P> = (text: string) => P | undefined;

function parseWith<P>(text: string, read: Reader<P>): AddressOf<P> | AddressProblem {
  const parts = split(text);
  if ('problem' in parts) return parts;
  if (!INDICATOR_ID.test(parts.indicator.text)) return badIndicator(parts.indicator);
  const head = parseMeasure(parts, read);
  if ('problem' in head) return head;
  const missing = missingBracket(head, parts);
  if (missing) return missing;
  if (!parts.period) return { indicator: parts.indicator.text, ...head };
  const period = read(parts.period.text);
  return period ? { indicator: parts.indicator.text, ...head, period } : badPeriod(parts.period);
}

/**
 * Parses an address with `*` in its indicator, a range of periods or no brackets; `from` as in `parseAddress`.
 */
export function parseAddressPattern(text: string, from?: Period): AddressPattern | AddressProblem {
  const parts = split(text);
  if ('problem' in parts) return parts;
  if (!INDICATOR_PATTERN.test(parts.indicator.text)) return badIndicator(parts.indicator);
  const head = parseMeasure(parts, (period) => parseRelativePeriod(period, from));
  if ('problem' in head) return head;
  if (!parts.period) return { indicator: parts.indicator.text, ...head };
  const periods = parsePeriodRange(parts.period.text, from);
  return periods.length > 0 ? { indicator: parts.indicator.text, ...head, periods } : badPeriod(parts.period);
}

/** The periods of a range; between two that are counted alike, as `-5..0` are, those that are counted so. */
function parsePeriodRange(text: string, anchor?: Period): Period[] {
  const [first = '', last = first, ...rest] = text.split('..');
  if (rest.length > 0) return [];
  const [start, end] = [parseOffset(first), parseOffset(last)];
  const offsets = anchor && start && end ? expandOffsets(start, end) : [];
  if (anchor && offsets.length > 0)
    return offsets.map((offset) => periodAt(offset, anchor)).filter((at) => at !== undefined);
  const [from, to] = [parseRelativePeriod(first, anchor), parseRelativePeriod(last, anchor)];
  return from && to ? expandPeriods(from, to) : [];
}

function split(text: string): Parts | AddressProblem {
  const match = ADDRESS.exec(text);
  if (!match) {
    const hint = 'an address is written indicator[:measure[base]][@period], as in price.lead:growth[2025-Q3]@2025-Q4';
    return { problem: `"${text}" is not an address`, offset: 0, length: text.length, hint };
  }
  const partOf = (name: keyof Parts): Part | undefined => {
    const span = match.indices?.groups?.[name];
    return span && { text: text.slice(...span), offset: span[0] };
  };
  return {
    indicator: partOf('indicator') ?? { text: '', offset: 0 },
    measure: partOf('measure'),
    bracket: partOf('bracket'),
    period: partOf('period'),
  };
}

type Head<P> = Pick<AddressOf<P>, 'measure' | 'base' | 'counterpart'>;

function parseMeasure<P>({ measure: part, bracket }: Parts, read: Reader<P>): Head<P> | AddressProblem {
  const measure = part ? MEASURES.find((known) => known === part.text) : 'level';
  if (!measure)
    return problemAt(part, `${part?.text || 'nothing'} is not a measure`, didYouMean(part?.text ?? '', MEASURES));
  if (!bracket) return { measure };
  if (measure === 'level') return problemAt(bracket, 'a level has nothing in brackets');
  if (isConfidence(measure)) {
    const hint = 'a confidence interval is named by its probability, as in lower[90%]';
    if (!CONFIDENCE.test(bracket.text)) return problemAt(bracket, `${bracket.text} is not a probability`, hint);
    return { measure, counterpart: bracket.text };
  }
  if (!isYearly(measure) && measure !== 'cagr') return parseCounterpart(measure, bracket);
  const base = read(bracket.text);
  if (!base && (measure === 'growth' || measure === 'change') && RELEASE_ID.test(bracket.text))
    return { measure, counterpart: bracket.text };
  return base ? { measure, base } : badPeriod(bracket);
}

function parseCounterpart(measure: 'share' | 'difference' | 'claim', part: Part): Head<never> | AddressProblem {
  if (measure === 'claim') {
    const kinds = CLAIM_KINDS.flatMap((kind) => [kind, `${kind} growth`]);
    const [, kind, since] = /^(\S+) since (\S+)$/.exec(part.text) ?? [];
    const isSince = SINCE_CLAIMS.some((known) => known === kind) && RELEASE_ID.test(since ?? '');
    if (isSince || kinds.includes(part.text)) return { measure, counterpart: part.text };
    return problemAt(part, `${part.text} is not a kind of claim`, didYouMean(part.text, CLAIM_KINDS));
  }
  const [indicator = '', of, ...rest] = part.text.split(':');
  const plain = of === undefined || (measure === 'difference' && MEASURES.some((known) => known === of));
  if (!INDICATOR_ID.test(indicator) || !plain || rest.length > 0) {
    return problemAt(part, `${part.text} is not what a ${measure} can be of`);
  }
  return { measure, counterpart: of === 'level' ? indicator : part.text };
}

/** The content of the brackets, for measures that cannot do without. */
const BRACKETS: Partial<Record<Measure, string>> = {
  cagr: 'the period it starts from, as in cagr[2020]',
  share: 'the whole, as in share[world.refined_copper]',
  difference: 'what it is taken from, as in difference[national.value_added:growth]',
  lower: 'the probability of the interval, as in lower[90%]',
  upper: 'the probability of the interval, as in upper[90%]',
  margin: 'the probability of the interval, as in margin[90%]',
  claim: 'the kind of claim, as in claim[record high]',
};

function missingBracket(head: Head<unknown>, { measure, bracket }: Parts): AddressProblem | undefined {
  const wanted = BRACKETS[head.measure];
  return wanted === undefined || bracket ? undefined : problemAt(measure, `${head.measure} needs ${wanted}`);
}

function badIndicator(part: Part): AddressProblem {
  const hint = 'ids are lower-case words between dots, as in output.refined_copper';
  return problemAt(part, part.text ? `${part.text} is not the id of an indicator` : 'the indicator is missing', hint);
}

function badPeriod(part: Part): AddressProblem {
  const hint = /^[-+]?\d{1,3}(?!\d)/.test(part.text)
    ? `from the period at hand: ${OFFSET_FORMS}`
    : periodHint(part.text) + (/^\d{4}\/\d/.test(part.text) ? '; a division has spaces: @2024 / 25' : '');
  return problemAt(part, `${part.text || 'nothing'} is not a period`, hint);
}

function problemAt(part: Part | undefined, problem: string, hint?: string): AddressProblem {
  return { problem, offset: part?.offset ?? 0, length: Math.max(1, part?.text.length ?? 1), hint };
}

/**
 * The canonical text of an address: it leaves out the measure `level`, and the base of growth, change or ratio if that is the same
 * period a year earlier. Two full addresses identify the same statement exactly if their texts are equal.
 */
export function addressText({ indicator, measure, base, counterpart, period }: Address): string {
  const earlier = isYearly(measure) && period ? periodYearEarlier(period).text : undefined;
  const bracket = base && base.text !== earlier ? base.text : counterpart;
  const head = measure === 'level' ? indicator : `${indicator}:${measure}`;
  return head + (bracket === undefined ? '' : `[${bracket}]`) + (period ? `@${period.text}` : '');
}

/** The address of a statement; like the canonical text, without the base of growth or change over the same period a year earlier. */
export function statedAddress({ indicator, measure, period, base, counterpart }: Observation): Address {
  const isUsual = isYearly(measure) && base?.text === periodYearEarlier(period).text;
  return { indicator: indicator.id, measure, period, base: isUsual ? undefined : base, counterpart };
}

/** Whether a measure compares with the same period a year earlier where it names no other. */
export function isYearly(measure: Measure): measure is 'growth' | 'change' | 'ratio' {
  return measure === 'growth' || measure === 'change' || measure === 'ratio';
}

/** Matches the ids of the indicators that a pattern stands for. */
export function indicatorExpression(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^.]*')}$`);
}

/** Whether a measure is about a confidence interval. */
export function isConfidence(measure: Measure): measure is 'lower' | 'upper' | 'margin' {
  return measure === 'lower' || measure === 'upper' || measure === 'margin';
}
