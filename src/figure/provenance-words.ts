import { inLocale } from './words.ts';

/** What a page says, in one locale, of where a figure comes from. */
export interface ProvenanceWords {
  /** Names the part of a page that holds it all. */
  readonly heading: string;
  /** The link with which a reader goes past the head of a page. */
  readonly skip: string;
  /** The links from a figure to its note and back. */
  readonly noteOn: (figure: string) => string;
  readonly backTo: (figure: string) => string;
  readonly printed: string;
  readonly corrected: string;
  readonly evidence: string;
  readonly interval: string;
  readonly place: string;
  readonly status: string;
  /** A derived figure in numbers, and over addresses. */
  readonly formula: string;
  readonly expression: string;
  readonly inputs: string;
  /** What tests a figure, where it is much, and where there is nothing. */
  readonly relations: string;
  readonly more: (count: number) => string;
  readonly untested: string;
  readonly address: string;
  /** `share of Ten metals`: what is stated of an indicator, given the name of what it is compared with. */
  readonly measure: Readonly<Record<'share' | 'difference', (other: string) => string>>;
  /** The lower and the upper end of what a figure may stand for, which belongs to it or not. */
  readonly low: (number: string, open: boolean) => string;
  readonly high: (number: string, open: boolean) => string;
  readonly and: string;
  /** What an interval without ends, and one without numbers, holds. */
  readonly anything: string;
  readonly nothing: string;
}

const en: ProvenanceWords = {
  heading: 'Where the figures come from',
  skip: 'Skip to the text',
  noteOn: (figure) => `note on ${figure}`,
  backTo: (figure) => `back to ${figure}`,
  printed: 'Printed',
  corrected: 'Corrected',
  evidence: 'Supported by',
  interval: 'Stands for',
  place: 'Place in source',
  status: 'Status',
  formula: 'Worked out as',
  expression: 'Expression',
  inputs: 'Rests on',
  relations: 'Tested by',
  more: (count) => `${count} more`,
  untested: 'no relation',
  address: 'Address',
  measure: {
    share: (whole) => `share of ${whole}`,
    difference: (other) => `difference from ${other}`,
  },
  low: (number, open) => `${open ? 'over' : 'at least'} ${number}`,
  high: (number, open) => `${open ? 'under' : 'at most'} ${number}`,
  and: ' and ',
  anything: 'any number',
  nothing: 'no number',
};

const zh: ProvenanceWords = {
  heading: '数据出处',
  skip: '跳到正文',
  noteOn: (figure) => `${figure} 的注释`,
  backTo: (figure) => `回到 ${figure}`,
  printed: '原文',
  corrected: '更正',
  evidence: '佐证',
  interval: '取值范围',
  place: '原文位置',
  status: '标注',
  formula: '算式',
  expression: '表达式',
  inputs: '推算依据',
  relations: '检验关系',
  more: (count) => `另有 ${count} 项`,
  untested: '无',
  address: '标识',
  measure: {
    share: (whole) => `占${whole}的比重`,
    difference: (other) => `与${other}之差`,
  },
  low: (number, open) => `${open ? '高于' : '不低于'} ${number}`,
  high: (number, open) => `${open ? '低于' : '不高于'} ${number}`,
  and: '，',
  anything: '任何数值',
  nothing: '无',
};

/** The words of a locale. */
export function provenanceWords(locale: string): ProvenanceWords {
  return inLocale({ en, 'zh-CN': zh }, locale);
}
