import type { Period } from '../../dataset/period.ts';

/** What a workbook says besides the words of its language that documents have too. */
export interface ExportWords {
  /** Names of sheets: letters, digits and underscores. */
  readonly tabs: {
    readonly cover: string;
    readonly contents: string;
    readonly notes: string;
    readonly sources: string;
  };
  readonly tab: (number: number) => string;
  readonly table: (number: number, title: string) => string;
  readonly level: string;
  /** The unit of plain counts. */
  readonly number: string;
  readonly kinds: Readonly<Record<Period['kind'], string>>;
  readonly titled: (measure: string, kind: string) => string;
  readonly state: (release: string, day: string) => string;
  readonly oneTable: string;
  readonly unitOfAll: (unit: string) => string;
  readonly shorthand: string;
  readonly emptyNotes: string;
  readonly digits: string;
  readonly heads: Readonly<
    Record<
      | 'figure'
      | 'unit'
      | 'source'
      | 'notes'
      | 'sheet'
      | 'title'
      | 'note'
      | 'text'
      | 'published'
      | 'address'
      | 'shorthand'
      | 'meaning',
      string
    >
  >;
  readonly publisher: string;
  readonly licence: string;
  readonly contact: string;
  readonly nextRelease: string;
  readonly contents: string;
  readonly notes: string;
  readonly sources: string;
  readonly note: (number: number) => string;
  readonly corrected: (what: string, printed: string, right: string, evidence: string) => string;
  readonly condition: (what: string, condition: string) => string;
  readonly range: (what: string, print: string) => string;
  readonly definition: (label: string, text: string) => string;
  readonly broken: (label: string, period: string, reason: string) => string;
  readonly tied: (what: string) => string;
  readonly qualifier: Readonly<Record<'over' | 'under' | 'about' | 'slightly over' | 'slightly under', string>>;
  readonly correctedMark: string;
}

const ENGLISH: ExportWords = {
  tabs: { cover: 'Cover', contents: 'Contents', notes: 'Notes', sources: 'Sources' },
  tab: (number) => `Table_${number}`,
  table: (number, title) => `Table ${number}: ${title}`,
  level: 'Level',
  number: 'number',
  kinds: {
    year: 'by year',
    'split year': 'by year across two calendar years',
    half: 'by half-year',
    quarter: 'by quarter',
    month: 'by month',
    day: 'on single days',
    span: 'in spans of months',
  },
  titled: (measure, kind) => `${measure}, ${kind}`,
  state: (release, day) => `Figures as known after the release “${release}”, on ${day}`,
  oneTable: 'This sheet has one table.',
  unitOfAll: (unit) => `Unit of all figures: ${unit}`,
  shorthand: 'Shorthand in this table',
  emptyNotes: 'An empty cell in the column Notes means that there is no note.',
  digits: 'Each number is shown with the digits that its source prints.',
  heads: {
    figure: 'Figure',
    unit: 'Unit',
    source: 'Source',
    notes: 'Notes',
    sheet: 'Sheet',
    title: 'Title',
    note: 'Note',
    text: 'Text',
    published: 'Published',
    address: 'Address',
    shorthand: 'Shorthand',
    meaning: 'Meaning',
  },
  publisher: 'Publisher',
  licence: 'Licence',
  contact: 'Contact',
  nextRelease: 'Next release',
  contents: 'Contents',
  notes: 'Notes and shorthand',
  sources: 'Sources',
  note: (number) => `note ${number}`,
  corrected: (what, printed, right, evidence) =>
    `${what}: the source prints ${printed}; corrected to ${right}. Supported by ${evidence}.`,
  condition: (what, condition) => `${what}: forecast ${condition}.`,
  range: (what, print) => `${what}: the source prints a range, ${print}.`,
  definition: (label, text) => `${label}: ${text}`,
  broken: (label, period, reason) => `${label}: break in the series in ${period}. ${reason}`,
  tied: (what) => `${what}: sources of the same rank print different figures.`,
  qualifier: {
    over: 'more than the number',
    under: 'less than the number',
    about: 'about the number',
    'slightly over': 'slightly more than the number',
    'slightly under': 'slightly less than the number',
  },
  correctedMark: 'corrected',
};

const GERMAN: ExportWords = {
  tabs: { cover: 'Deckblatt', contents: 'Inhalt', notes: 'Anmerkungen', sources: 'Quellen' },
  tab: (number) => `Tabelle_${number}`,
  table: (number, title) => `Tabelle ${number}: ${title}`,
  level: 'Stand',
  number: 'Anzahl',
  kinds: {
    year: 'nach Jahren',
    'split year': 'nach Jahren über zwei Kalenderjahre',
    half: 'nach Halbjahren',
    quarter: 'nach Quartalen',
    month: 'nach Monaten',
    day: 'an einzelnen Tagen',
    span: 'über mehrere Monate',
  },
  titled: (measure, kind) => `${measure}, ${kind}`,
  state: (release, day) => `Stand nach der Veröffentlichung „${release}“ am ${day}`,
  oneTable: 'Dieses Blatt enthält eine Tabelle.',
  unitOfAll: (unit) => `Einheit aller Zahlen: ${unit}`,
  shorthand: 'Kürzel in dieser Tabelle',
  emptyNotes: 'Eine leere Zelle in der Spalte Anmerkungen bedeutet, dass es keine Anmerkung gibt.',
  digits: 'Jede Zahl steht mit den Ziffern da, die ihre Quelle druckt.',
  heads: {
    figure: 'Zahl',
    unit: 'Einheit',
    source: 'Quelle',
    notes: 'Anmerkungen',
    sheet: 'Blatt',
    title: 'Titel',
    note: 'Anmerkung',
    text: 'Text',
    published: 'Veröffentlicht',
    address: 'Adresse',
    shorthand: 'Kürzel',
    meaning: 'Bedeutung',
  },
  publisher: 'Herausgeber',
  licence: 'Lizenz',
  contact: 'Kontakt',
  nextRelease: 'Nächste Veröffentlichung',
  contents: 'Inhalt',
  notes: 'Anmerkungen und Kürzel',
  sources: 'Quellen',
  note: (number) => `Anm. ${number}`,
  corrected: (what, printed, right, evidence) =>
    `${what}: Die Quelle druckt ${printed}; berichtigt zu ${right}. Belegt durch ${evidence}.`,
  condition: (what, condition) => `${what}: Vorhersage ${condition}.`,
  range: (what, print) => `${what}: Die Quelle druckt eine Spanne, ${print}.`,
  definition: (label, text) => `${label}: ${text}`,
  broken: (label, period, reason) => `${label}: Bruch in der Reihe, ${period}. ${reason}`,
  tied: (what) => `${what}: Quellen gleichen Rangs drucken verschiedene Zahlen.`,
  qualifier: {
    over: 'mehr als die Zahl',
    under: 'weniger als die Zahl',
    about: 'etwa die Zahl',
    'slightly over': 'etwas mehr als die Zahl',
    'slightly under': 'etwas weniger als die Zahl',
  },
  correctedMark: 'berichtigt',
};

const CHINESE: ExportWords = {
  tabs: { cover: '封面', contents: '目录', notes: '说明', sources: '来源' },
  tab: (number) => `表${number}`,
  table: (number, title) => `表${number}：${title}`,
  level: '数值',
  number: '个数',
  kinds: {
    year: '按年',
    'split year': '按跨年年度',
    half: '按半年',
    quarter: '按季度',
    month: '按月',
    day: '按日',
    span: '按累计月份',
  },
  titled: (measure, kind) => `${measure}（${kind}）`,
  state: (release, day) => `数据截至 ${day}，依据发布“${release}”`,
  oneTable: '本工作表含一张表格。',
  unitOfAll: (unit) => `全部数据的单位：${unit}`,
  shorthand: '本表所用符号',
  emptyNotes: '“说明”列的空单元格表示没有说明。',
  digits: '每个数字均按来源所印的位数显示。',
  heads: {
    figure: '指标',
    unit: '单位',
    source: '来源',
    notes: '说明',
    sheet: '工作表',
    title: '标题',
    note: '说明',
    text: '内容',
    published: '发布时间',
    address: '网址',
    shorthand: '符号',
    meaning: '含义',
  },
  publisher: '发布者',
  licence: '许可',
  contact: '联系方式',
  nextRelease: '下次发布',
  contents: '目录',
  notes: '说明与符号',
  sources: '来源',
  note: (number) => `注${number}`,
  corrected: (what, printed, right, evidence) => `${what}：来源所印为${printed}，更正为${right}。佐证：${evidence}。`,
  condition: (what, condition) => `${what}：预测，${condition}。`,
  range: (what, print) => `${what}：来源所印为区间${print}。`,
  definition: (label, text) => `${label}：${text}`,
  broken: (label, period, reason) => `${label}：${period}数列中断。${reason}`,
  tied: (what) => `${what}：同级来源的数据不一致。`,
  qualifier: {
    over: '大于该数',
    under: '小于该数',
    about: '约为该数',
    'slightly over': '略大于该数',
    'slightly under': '略小于该数',
  },
  correctedMark: '更正',
};

const BY_LANGUAGE: Readonly<Record<string, ExportWords>> = { en: ENGLISH, de: GERMAN, 'zh-CN': CHINESE };

/** The words of a workbook in a language. */
export function exportWords(language: string): ExportWords {
  return BY_LANGUAGE[language] ?? ENGLISH;
}
