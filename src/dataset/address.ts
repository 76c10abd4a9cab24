import { didYouMean } from '../core/diagnostics/diagnostic.ts';
import { CLAIM_KINDS, SINCE_CLAIMS } from './claim.ts';
import type { AddressText, ReleaseId } from './brands.ts';
import type { Address, Claim, Counterpart, Measure, Observation } from './model.ts';
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
  readonly counterpart?: Counterpart | undefined;
  /** In order; if absent, the period of the edition. */
  readonly periods?: readonly Period[] | undefined;
}

/** Words of lower-case letters, digits and underscores, with dots between them. */
export const INDICATOR_ID = /^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*$/;

/** The id of a release that a change is compared with; none that is a period. */
const RELEASE_ID = /^[a-z][a-z0-9_-]*$/;

/** Takes a text that a file or a person gives for a release as its id. Whether there is that release is seen when it is looked for. */
export function releaseId(text: string): ReleaseId {
  return text as ReleaseId;
}

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
  const base = isYearly(measure) || measure === 'cagr' ? read(bracket.text) : undefined;
  if (base) return { measure, base };
  const counterpart = parseCounterpart(measure, bracket.text);
  if (!counterpart) return badPeriod(bracket);
  return 'problem' in counterpart
    ? problemAt(bracket, counterpart.problem, counterpart.hint)
    : { measure, counterpart };
}

/** Reads what the brackets of an address hold when it is not a period; undefined where its measure has a period there. */
export function parseCounterpart(
  measure: Measure,
  text: string,
): Counterpart | Pick<AddressProblem, 'problem' | 'hint'> | undefined {
  switch (measure) {
    case 'level':
      return { problem: 'a level has nothing in brackets' };
    case 'growth':
    case 'change':
      return RELEASE_ID.test(text) ? releaseCounterpart(releaseId(text)) : undefined;
    case 'ratio':
    case 'cagr':
      return undefined;
    case 'share':
      return INDICATOR_ID.test(text) ? wholeCounterpart(text) : { problem: `${text} is not what a share can be of` };
    case 'difference':
      return parseSubtrahend(text) ?? { problem: `${text} is not what a difference can be of` };
    case 'lower':
    case 'upper':
    case 'margin': {
      const hint = 'a confidence interval is named by its probability, as in lower[90%]';
      return CONFIDENCE.test(text) ? confidenceCounterpart(text) : { problem: `${text} is not a probability`, hint };
    }
    case 'claim':
      return parseClaimed(text) ?? { problem: `${text} is not a kind of claim`, hint: didYouMean(text, CLAIM_KINDS) };
  }
}

function parseSubtrahend(text: string): Counterpart | undefined {
  const [indicator = '', written = 'level', ...rest] = text.split(':');
  const of = MEASURES.find((known) => known === written);
  return of && INDICATOR_ID.test(indicator) && rest.length === 0 ? subtrahendCounterpart(indicator, of) : undefined;
}

function parseClaimed(text: string): Counterpart | undefined {
  const [, kind, release = ''] = /^(\S+) since (\S+)$/.exec(text) ?? [];
  const comparing = SINCE_CLAIMS.find((known) => known === kind);
  if (comparing) return RELEASE_ID.test(release) ? claimCounterpart(comparing, 'level', releaseId(release)) : undefined;
  const claim = CLAIM_KINDS.find((known) => text === known || text === `${known} growth`);
  return claim && claimCounterpart(claim, text === claim ? 'level' : 'growth');
}

/** The release that a change is compared with. */
export function releaseCounterpart(release: ReleaseId): Counterpart {
  return { kind: 'release', text: release, since: release };
}

/** The whole of a share. */
export function wholeCounterpart(indicator: string): Counterpart {
  return { kind: 'whole', text: indicator, whole: indicator };
}

/** What a difference is taken from. */
export function subtrahendCounterpart(from: string, of: Measure): Counterpart {
  return { kind: 'subtrahend', text: of === 'level' ? from : `${from}:${of}`, from, of };
}

/** The kind of a claim, and the release that it compares with. */
export function claimCounterpart(claim: Claim['kind'], of: Claim['of'], since?: ReleaseId): Counterpart {
  const ending = of === 'growth' ? ' growth' : since === undefined ? '' : ` since ${since}`;
  return { kind: 'claim', text: claim + ending, claim, of, since };
}

/** The probability of a confidence interval, as `CONFIDENCE` writes it. */
export function confidenceCounterpart(text: string): Counterpart {
  return { kind: 'confidence', text };
}

/** The id of the release that a statement compares with; undefined if it compares with none. */
export function comparedRelease({ counterpart }: Pick<Observation, 'counterpart'>): ReleaseId | undefined {
  return counterpart?.kind === 'release' || counterpart?.kind === 'claim' ? counterpart.since : undefined;
}

/** The id of the other indicator that a statement is about: the whole of a share, or what a difference is taken from. */
export function comparedIndicator({ counterpart }: Pick<Address, 'counterpart'>): string | undefined {
  if (counterpart?.kind === 'whole') return counterpart.whole;
  return counterpart?.kind === 'subtrahend' ? counterpart.from : undefined;
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
export function addressText({ indicator, measure, base, counterpart, period }: Address): AddressText {
  const earlier = isYearly(measure) && period ? periodYearEarlier(period).text : undefined;
  const bracket = base && base.text !== earlier ? base.text : counterpart?.text;
  const head = measure === 'level' ? indicator : `${indicator}:${measure}`;
  return (head + (bracket === undefined ? '' : `[${bracket}]`) + (period ? `@${period.text}` : '')) as AddressText;
}

/** Names an index of an indicator, which a chart works out and no release states, as an address names a statement. */
export function indexAddressText(indicator: string, base: Period, period: Period): AddressText {
  return `${indicator}:index[${base.text}]@${period.text}` as AddressText;
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
