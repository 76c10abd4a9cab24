import { CHINESE_COMPARISONS } from './chinese-comparisons.ts';
import { CHINESE_NOTICE } from './chinese-notice.ts';
import { CHINESE_PROVENANCE } from './chinese-provenance.ts';
import { CHINESE_READING } from './chinese-reading.ts';
import { CHINESE_UNITS } from './chinese-units.ts';
import type { Locale, UnitNames } from './locale.ts';
import { type DateParts, endsOf, datePartsOf, listed, withoutCapital } from './word-forms.ts';

const NUMERALS = '一 二 三 四 五 六 七 八 九 十'.split(' ');
const DAYS = '日 一 二 三 四 五 六'.split(' ');
const MONTHS = Array.from({ length: 12 }, (_, at) => `${at + 1}月`);

const UNITS: UnitNames = {
  atoms: {
    g: '克',
    kg: '千克',
    t: '吨',
    kt: '千吨',
    Mt: '百万吨',
    CNY: '元',
    USD: '美元',
    EUR: '欧元',
    kWh: '千瓦时',
    MWh: '兆瓦时',
    GWh: '吉瓦时',
    TWh: '太瓦时',
    '%': '%',
    pp: '个百分点',
    count: '',
    year: '',
    ...CHINESE_UNITS,
  },
  scales: {
    3: '千',
    4: '万',
    5: '十万',
    6: '百万',
    7: '千万',
    8: '亿',
    9: '十亿',
    10: '百亿',
    11: '千亿',
    12: '万亿',
  },
  space: '',
  quotient: '/',
  per: { year: '年' },
};

/** From one figure to another. No space stands between two characters. */
function course(first: string, verb: string, last: string): string {
  const before = /^\p{Script=Han}/u.test(first) ? '' : ' ';
  const between = /\p{Script=Han}$/u.test(first) ? '' : ' ';
  const after = /^\p{Script=Han}/u.test(last) ? '' : ' ';
  return `由${before}${first}${between}${verb}${after}${last}`;
}

export const chinese: Locale = {
  id: 'zh-CN',
  font: { family: 'Noto Sans SC', packageName: 'noto-sans-sc', prefix: 'NotoSansSC', megabytes: 96 },

  numbers: { decimal: '.', group: ',', percent: '%' },
  units: UNITS,
  shortUnits: 'name',
  years: () => '年',
  singular: {},
  // Chinese counts in 万, 亿 and 万亿, whatever step a source took.
  steps: [4, 8, 12],
  qualifier: {
    over: (number) => `超过 ${number}`,
    under: (number) => `低于 ${number}`,
    about: (number) => `约 ${number}`,
    'slightly over': (number) => `略高于 ${number}`,
    'slightly under': (number) => `略低于 ${number}`,
  },
  // No space stands between two characters: 2020年至2025年, but 750 至 850.
  range: (low, high) => (/\p{Script=Han}$/u.test(low) ? `${low}至${high}` : `${low} 至 ${high}`),

  period: periodText,
  date: (date) => dateText(datePartsOf(date)),
  calendar: {
    dateTime: '%x %A %X',
    date: '%Y年%-m月%-d日',
    time: '%H:%M:%S',
    periods: ['上午', '下午'],
    days: DAYS.map((day) => `星期${day}`),
    shortDays: DAYS.map((day) => `周${day}`),
    months: MONTHS,
    shortMonths: MONTHS,
  },

  unspacedDate: /(?:\d+\/)?\d+ ?[年月日]度?(?: ?\d+ ?[月日])*(?:第.季度|前三季度|[上下]半年)?版?/u,

  counts: [],
  list: (items) => listed(items, ['、', '和'], ['、', '以及']),
  separator: '；',
  stop: '。',
  colon: '：',
  comma: '，',
  open: '（',
  close: '）',
  quotation: (text) => `“${text}”`,
  // As in 增长约 5%, but 增长 5%.
  gapBefore: (text) => (/^\p{Script=Han}/u.test(text) ? '' : ' '),
  inSentence: withoutCapital,
  sortKey: (text) => text,

  exhibit: { chart: '图', table: '表' },
  continued: (name) => `续${name}`,
  contents: '目录',
  onPage: ['第 ', ' 页'],
  annex: '附录',
  margin: { corrected: '更正。', derived: '本报告推算。', estimated: '估计。', forecast: '预测。', disputed: '存疑。' },
  alert: { note: '注意', tip: '提示', important: '重要', warning: '警告', caution: '小心' },
  draft: {
    name: '草稿',
    sound: '本文为草稿，不得发布。检验未发现存疑数据。',
    doubted: (mark) => `本文为草稿，不得发布：所依据的已发布数据相互矛盾。存疑数据以 ${mark} 标出。`,
    contradicts: '与下列关系矛盾',
    more: (count) => `另有 ${count} 项，见 assay check。`,
  },
  footnotes: '脚注',
  nextEdition: (date) => `下一期预计发布：${date}`,
  sources: {
    title: () => '来源',
    number: (number) => `来源${number}`,
    back: '返回正文',
    announced: (announced, published) => `${announced}公布，${published}发表`,
  },
  attached: {
    observations: '数据集中全部已发布的数字，含原文与更正值',
    brief: '本文所列的每个数字及其出处',
    corrections: '本次发布中已更正的数字及更正依据',
  },
  wiki: {
    edition: (id, published) => `${id}版，数据发布于${published}`,
    editions: '各版',
    files: '文件',
    data: '数据（CSV）',
  },
  missing: { x: '无数据', z: '不适用' },
  aboutUnchanged: '基本持平',
  drawn: {
    hollow: '空心',
    broken: '虚线轮廓',
    derived: '推算',
    dotted: '点线处缺数据',
    bound: { low: '空心点为下限', high: '空心点为上限' },
    expected: { low: '空心点为预计下限', high: '空心点为预计上限' },
    limits: { floor: '下限', ceiling: '上限' },
    scales: { own: '各图刻度不同', cut: '刻度不从零开始', part: '未绘出全部数值' },
    inYear: (name, year) => `${year}年${name.replace(/数据$/u, '')}`,
  },
  flag: {
    contradicted: '与其他数据矛盾',
    corrected: '已更正',
    derived: '本报告推算',
    estimated: '估计',
    forecast: '预测',
    provisional: '初步数据',
    revised: '首次公布后有修订',
    break: '口径变化',
    low_reliability: '可靠性较低',
  },

  verb: {
    singular: { up: '增长', down: '下降', flat: '持平' },
    plural: { up: '增长', down: '下降', flat: '持平' },
  },
  verbLink: '',
  noun: { up: '增长', down: '下降', flat: '持平' },
  rank: {
    largest: NUMERALS.map((numeral, place) => (place === 0 ? '最大' : `第${numeral}大`)),
    smallest: NUMERALS.map((numeral, place) => (place === 0 ? '最小' : `第${numeral}小`)),
  },
  beyondLimit: (label) => `${label}：所印数值超出限度，更正值在限度之内`,
  course: {
    up: (first, last) => course(first, '升至', last),
    down: (first, last) => course(first, '降至', last),
    open: (first, last) => course(first, '到', last),
  },

  comparison: CHINESE_COMPARISONS,
  notice: CHINESE_NOTICE,
  measure: {
    name: {
      growth: '同比变化',
      change: '同比增减量',
      ratio: '与上年同期之比',
      cagr: '年均变化',
      share: '占比',
      difference: '差值',
      lower: '置信区间下限',
      upper: '置信区间上限',
      margin: '误差幅度',
      claim: '表述',
    },
    changeFrom: (base) => `较${base}变化`,
    changeOfRelease: '较先前发布的变化',
    ratioTo: (base) => `与${base}之比`,
    averageSince: (base) => `${base}以来年均变化`,
    comparedWith: {
      share: (whole) => `占${whole}的比重`,
      difference: (other) => `与${other}之差`,
    },
  },
  provenance: CHINESE_PROVENANCE,
  reading: CHINESE_READING,
  chart: {
    others: '其他',
    ends: '各系列仅列首末数值',
    gap: (periods) => `${periods}无数据，折线中断`,
    events: '事件',
    extremes: (highest, lowest) => `最高：${highest}；最低：${lowest}`,
  },
};

/** `2025年1月至10月`: the year is said once when both ends share it. Bulletins call nine months three quarters. */
function periodText({ text }: { readonly text: string }): string {
  const [from, to] = endsOf(text);
  if (!to) return dateText(from);
  if (/^(\d+)-M01\.\.\1-M09$/.test(text)) return `${from.year}年前三季度`;
  return `${dateText(from)}至${from.year === to.year ? withinYear(to) : dateText(to)}`;
}

function dateText(parts: DateParts): string {
  return `${parts.year}${parts.year.includes('/') ? '年度' : '年'}${withinYear(parts)}`;
}

function withinYear({ letter, part, day }: DateParts): string {
  if (letter === 'S') return part === 1 ? '上半年' : '下半年';
  if (letter === 'Q') return `第${NUMERALS[part - 1]}季度`;
  return `${part ? `${part}月` : ''}${day ? `${day}日` : ''}`;
}
