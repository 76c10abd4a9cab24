import { inLocale } from '../figure/words.ts';

/** The words of a description in a locale, beside those of every document. */
export interface ChartWords {
  readonly others: string;
  readonly extremes: (highest: string, lowest: string) => string;
  readonly open: string;
  readonly close: string;
}

const en: ChartWords = {
  others: 'others',
  extremes: (highest, lowest) => `Highest: ${highest}; lowest: ${lowest}`,
  open: ' (',
  close: ')',
};

const zh: ChartWords = {
  others: '其他',
  extremes: (highest, lowest) => `最高：${highest}；最低：${lowest}`,
  open: '（',
  close: '）',
};

/** The words of a locale. */
export function chartWords(locale: string): ChartWords {
  return inLocale({ en, 'zh-CN': zh }, locale);
}
