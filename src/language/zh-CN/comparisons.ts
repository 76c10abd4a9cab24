import type { ComparisonWords, CountedPeriod } from '../comparison-words.ts';
import { type Texts, wordsOf } from '../word-forms.ts';

const NUMERALS: Texts<11> = wordsOf('零 一 二 三 四 五 六 七 八 九 十');
const GROWN = { 2: '一倍', 3: '两倍', 4: '三倍' } as const;
const PERIODS: Readonly<Record<CountedPeriod, readonly [ordinal: string, count: string]>> = {
  year: ['年', '年'],
  half: ['个半年', '个半年'],
  quarter: ['个季度', '个季度'],
  month: ['个月', '个月'],
  day: ['天', '天'],
  time: ['次', '次'],
};

export const CHINESE_COMPARISONS: ComparisonWords = {
  fraction: {
    '1/10': '十分之一',
    '1/5': '五分之一',
    '1/4': '四分之一',
    '1/3': '三分之一',
    '2/5': '五分之二',
    '1/2': '一半',
    '3/5': '五分之三',
    '2/3': '三分之二',
    '3/4': '四分之三',
    '4/5': '五分之四',
    '9/10': '十分之九',
  },
  nearFraction: {
    about: (fraction) => `约${fraction}`,
    over: (fraction) => `略高于${fraction}`,
    under: (fraction) => `略低于${fraction}`,
  },
  multiple: (times, how) => {
    if (times === 0.5) return { exactly: '减少一半', beyond: '减少逾一半', nearly: '减少近一半' }[how];
    return `增长${{ exactly: '', beyond: '逾', nearly: '近' }[how]}${GROWN[times]}`;
  },
  nearlyFlat: { singular: '基本持平', plural: '基本持平', noun: '基本没有变化' },
  inARow: (count, period, isAtLeast) => {
    const [nth, many] = PERIODS[period];
    if (isAtLeast || count === 1) return `${isAtLeast ? '至少' : ''}连续${counted(count)}${many}`;
    return `连续第${NUMERALS[count] ?? count}${nth}`;
  },
  extreme: {
    highest: {
      since: (period) => `${period}以来最高`,
      sinceFirst: (period) => `自${period}有数据以来最高`,
      sinceAtLeast: (period) => `至少是${period}以来最高`,
    },
    lowest: {
      since: (period) => `${period}以来最低`,
      sinceFirst: (period) => `自${period}有数据以来最低`,
      sinceAtLeast: (period) => `至少是${period}以来最低`,
    },
  },
};

/** A number before a measure word: 两 for two. */
function counted(count: number): string {
  return count === 2 ? '两' : (NUMERALS[count] ?? String(count));
}
