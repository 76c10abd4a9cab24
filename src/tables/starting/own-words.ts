/** What a project that starts from a table says until somebody writes better. */
export interface OwnWords {
  readonly publisher: string;
  readonly source: string;
  readonly whose: string;
  readonly writer: string;
  readonly course: string;
  readonly all: string;
  readonly name: string;
  readonly sources: string;
}

const ENGLISH: OwnWords = {
  publisher: 'The editors of this brief',
  source: 'The source of the table',
  whose: 'Whose figures',
  writer: 'Who wrote this brief',
  course: 'The course of the figures',
  all: 'All figures',
  name: 'Figure',
  sources: 'Sources',
};

const OTHERS: Readonly<Record<string, OwnWords>> = {
  de: {
    publisher: 'Die Redaktion dieses Berichts',
    source: 'Die Quelle der Tabelle',
    whose: 'Wessen Zahlen',
    writer: 'Wer den Bericht schrieb',
    course: 'Der Verlauf der Zahlen',
    all: 'Alle Zahlen',
    name: 'Zahl',
    sources: 'Quellen',
  },
  'zh-CN': {
    publisher: '本简报编者',
    source: '表格来源',
    whose: '数据来自',
    writer: '本报告编者',
    course: '数据走势',
    all: '全部数据',
    name: '指标',
    sources: '来源',
  },
};

/** The words in a language. */
export function ownWords(language: string): OwnWords {
  return OTHERS[language] ?? ENGLISH;
}
