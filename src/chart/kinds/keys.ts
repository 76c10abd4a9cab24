/** The kinds of charts that a line draws. */
export type KindName = 'line' | 'gap' | 'panels' | 'bar' | 'change' | 'stack';

/** What the value of a key is. */
export type KeyValue = 'addresses' | 'period' | 'periods' | 'word' | 'unit' | 'digits' | 'ids';

/** A key of a line that draws a chart. */
interface Declared {
  readonly takes: KeyValue;
  /** The words that it may have. */
  readonly words?: readonly string[];
  /** What it says, for the reference. */
  readonly says: string;
  /** What holds where it is not written, for the reference. */
  readonly usual: string;
}

/** Every key of a line that draws a chart but `kind`, in the order of the reference. */
export const CHART_KEYS = {
  of: {
    takes: 'addresses',
    says: 'What is drawn: addresses with spaces between them, `*` as everywhere',
    usual: 'required',
  },
  from: { takes: 'period', says: 'The first period', usual: 'nine years before `to`, as far as figures are stated' },
  to: { takes: 'period', says: 'The last period', usual: 'that of the edition' },
  at: {
    takes: 'periods',
    says: 'The one period, or those that are compared',
    usual: 'that of the edition, with the one before it where two are compared',
  },
  index: { takes: 'period', says: 'Courses in per cent of their figures in this period', usual: 'figures as they are' },
  highlight: { takes: 'ids', says: 'Up to two indicators in colour, the others grey', usual: 'each has its colour' },
  order: {
    takes: 'word',
    words: ['value', 'given'],
    says: 'Rows by their figures, or as they are written',
    usual: '`value`',
  },
  label: {
    takes: 'word',
    words: ['end', 'ends', 'all'],
    says: 'Which points have their numbers',
    usual: '`ends` of one line, `end` of several',
  },
  colour: {
    takes: 'word',
    words: ['member', 'plain'],
    says: 'Colours by member, or the colours of the house in their order',
    usual: '`member` where a dimension distinguishes the series',
  },
  zero: {
    takes: 'word',
    words: ['yes', 'no'],
    says: 'Whether the scale begins at zero',
    usual: '`yes` where the least figure is under half of the greatest',
  },
  mark: {
    takes: 'word',
    words: ['column', 'line'],
    says: 'How a panel is drawn',
    usual: '`column` of up to 8 periods, else `line`',
  },
  scale: {
    takes: 'word',
    words: ['own', 'shared'],
    says: 'Whether panels have scales of their own; the subtitle says which',
    usual: '`own`',
  },
  unit: { takes: 'unit', says: 'The unit to draw in', usual: 'the one that the figures share' },
  digits: { takes: 'digits', says: 'Digits after the point, at most', usual: 'as printed' },
  implied: {
    takes: 'word',
    words: ['yes', 'no'],
    says: 'Whether levels that follow from the next one and its growth are drawn, and rates that follow from a difference',
    usual: '`no`',
  },
  member: {
    takes: 'word',
    words: ['yes', 'no'],
    says: 'Only figures about the member that the document is about',
    usual: '`no`',
  },
} as const satisfies Readonly<Record<string, Declared>>;

export type ChartKey = keyof typeof CHART_KEYS;

/** Whether a word is a key of a line that draws a chart. */
export function isChartKey(word: string): word is ChartKey {
  return Object.hasOwn(CHART_KEYS, word);
}

/** What is declared of a key. */
export function declaredKey(key: ChartKey): Declared {
  return CHART_KEYS[key];
}
