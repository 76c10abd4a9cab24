/** The kinds of charts that a line draws. */
export type KindName = 'line' | 'gap' | 'panels' | 'bar' | 'change' | 'slope' | 'stack' | 'share' | 'interval';

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
    says: 'What is drawn: addresses with spaces between them; `*` stands for any part of an id',
    usual: 'required',
  },
  from: {
    takes: 'period',
    says: 'The first period: in full, or counted from that of the edition, as `-5`',
    usual: 'nine years before `to`, or the first period with figures',
  },
  to: { takes: 'period', says: 'The last period', usual: 'the period of the edition' },
  at: {
    takes: 'periods',
    says: 'The period, or the two periods that are compared, such as `2024 2025` or `-1 0`',
    usual: 'the period of the edition; with the one before it, if two are compared',
  },
  index: {
    takes: 'period',
    says: 'Draw each series in per cent of its figure in this period',
    usual: 'figures as they are',
  },
  highlight: {
    takes: 'ids',
    says: 'Up to two indicators or members in colour; the others are grey',
    usual: 'each has its own colour',
  },
  order: {
    takes: 'word',
    words: ['value', 'given'],
    says: 'Sort rows by their figures, or keep the order of `of`',
    usual: '`value`',
  },
  label: {
    takes: 'word',
    words: ['end', 'ends', 'all'],
    says: 'Which points have a number next to them',
    usual: '`ends` for one line, `end` for several',
  },
  colour: {
    takes: 'word',
    words: ['member', 'plain'],
    says: 'Colours of the members, or the colours of the house style in their order',
    usual: '`member`, if a dimension distinguishes the series',
  },
  zero: {
    takes: 'word',
    words: ['yes', 'no'],
    says: 'Whether the scale begins at zero',
    usual: '`yes`, if the smallest figure is less than half of the largest',
  },
  mark: {
    takes: 'word',
    words: ['column', 'line'],
    says: 'How a panel is drawn',
    usual: '`column` for up to 8 periods, otherwise `line`',
  },
  scale: {
    takes: 'word',
    words: ['own', 'shared'],
    says: 'Whether panels have scales of their own; the subtitle says which',
    usual: '`own`',
  },
  unit: { takes: 'unit', says: 'The unit to draw in', usual: 'the one that the figures share' },
  digits: { takes: 'digits', says: 'At most so many digits after the point', usual: 'as published' },
  implied: {
    takes: 'word',
    words: ['yes', 'no'],
    says: 'Draw levels that follow from the next one and its growth too, and rates that follow from a difference',
    usual: '`no`',
  },
  member: {
    takes: 'word',
    words: ['yes', 'no'],
    says: 'Draw only figures of the member that the document is about',
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
