import { didYouMean, nearestWord } from '../core/diagnostics/diagnostic.ts';

/*
 * How a block stands on the page, as attributes of it or of the heading of its section say. Each attribute has one of a few
 * words, and each word a rule of Assay's style sheets (output/style/settings.css).
 */

/** The attributes and their words; one with an empty word is written bare. */
export const SETTING_WORDS = {
  columns: ['1', '2', '3', '4'],
  width: ['full', 'text'],
  small: [''],
  rows: ['close', 'tight', 'dense'],
  keep: ['together', 'items', '3', '4', '5', '6', '7', '8'],
  words: ['whole'],
  heads: ['line'],
  break: ['page'],
} as const;

export type SettingName = keyof typeof SETTING_WORDS;

/** What was said about a block: the word of each attribute. */
export type Settings = Readonly<Partial<Record<SettingName, string>>>;

/** The attributes that blocks take. */
export const LIST_SETTINGS = ['columns', 'width', 'small', 'keep', 'words', 'break'] as const;
export const COLUMNS_SETTINGS = ['columns', 'small', 'keep', 'words', 'break'] as const;
export const TABLE_SETTINGS = ['rows', 'small', 'keep', 'heads', 'words', 'break'] as const;
export const CHART_SETTINGS = ['break'] as const;
/** The attributes of a heading: each is for what it suits in the section. `small` is for text and lists. */
export const HEADING_SETTINGS = ['columns', 'width', 'small', 'rows', 'keep', 'words', 'heads', 'break'] as const;

/** What of the settings of a section holds for a kind of block in it. */
const INHERITED: Readonly<Record<string, readonly SettingName[]>> = {
  paragraph: ['width', 'small', 'keep', 'words'],
  list: ['columns', 'width', 'small', 'keep', 'words'],
  definitionList: ['columns', 'width', 'small', 'keep', 'words'],
  columns: ['columns', 'small', 'keep', 'words'],
  table: ['rows', 'keep', 'heads', 'words'],
};

/** What a block in a section has of its settings. */
export function inherited(settings: Settings, kind: string): Settings {
  const names: readonly string[] = INHERITED[kind] ?? [];
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.includes(name)));
}

/** The classes of settings, such as `set-columns-2`. */
export function settingClasses(settings: Settings | undefined): string[] {
  return Object.entries(settings ?? {}).map(([name, word]) => ['set', name, word].filter(Boolean).join('-'));
}

/** Explains what is wrong with the word of an attribute; undefined if it is one of its words. */
export function settingProblem(name: SettingName, word: string): { message: string; hint: string } | undefined {
  const words: readonly string[] = SETTING_WORDS[name];
  if (words.includes(word)) return undefined;
  const isBare = words[0] === '';
  const nearest = nearestWord(word, words);
  const hint = nearest === undefined ? `write ${settingExample(name)}` : `did you mean ${nearest}?`;
  return { message: `has no ${name} ${word || '""'}`, hint: isBare ? `write ${name} alone` : hint };
}

/** How an attribute is written. */
export function settingExample(name: SettingName): string {
  const words: readonly string[] = SETTING_WORDS[name];
  if (words[0] === '') return name;
  const [first = '', ...others] = words;
  const range =
    isNumber(first) && words.every(isNumber) ? `from ${first} to ${words.at(-1)}` : `one of ${words.join(', ')}`;
  return others.length === 0 ? `${name}="${first}"` : `${name} with ${range}, as in ${name}="${first}"`;
}

function isNumber(word: string): boolean {
  return /^\d$/.test(word);
}

/** What is wrong with a list of attributes, at an offset in their text. */
export interface AttributeProblem {
  readonly at: number;
  readonly length: number;
  readonly message: string;
  readonly hint: string;
}

/** Attributes as they are written between braces: `columns="2" small`. */
export interface WrittenAttributes {
  readonly values: ReadonlyMap<string, string>;
  readonly problem: AttributeProblem | undefined;
}

const ATTRIBUTE = /\s*([A-Za-z][\w-]*)(?:\s*=\s*(?:"([^"{}]*)"|'([^'{}]*)'|([\w.%-]+)))?(?=\s|$)/y;

/** Reads attributes; `problemOf` says what is wrong with one. The first problem is reported. */
export function readAttributes(
  text: string,
  known: readonly string[],
  problemOf: (name: string, value: string) => { message: string; hint: string } | undefined,
): WrittenAttributes {
  const values = new Map<string, string>();
  const told = (at: number, length: number, message: string, hint: string): WrittenAttributes => ({
    values,
    problem: { at, length, message, hint },
  });
  for (let at = 0; at < text.trimEnd().length;) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    const start = at + (text.slice(at).length - text.slice(at).trimStart().length);
    if (!found)
      return told(
        start,
        text.length - start,
        `has "${text.slice(start)}", which is not an attribute`,
        knownText(known),
      );
    const [whole, name = '', ...given] = found;
    const length = at + whole.length - start;
    const value = given.find((one) => one !== undefined) ?? '';
    if (!known.includes(name))
      return told(start, length, `has no attribute ${name}`, didYouMean(name, known) ?? knownText(known));
    if (values.has(name)) return told(start, length, `is given ${name} twice`, 'leave one of the two out');
    const problem = problemOf(name, value);
    if (problem) return told(start, length, problem.message, problem.hint);
    values.set(name, value);
    at += whole.length;
  }
  return { values, problem: undefined };
}

function knownText(known: readonly string[]): string {
  return `its attributes are ${known.join(', ')}`;
}

/** What the head of a column says about it: a width and a space before it as CSS, and whether its head stays on one line. */
export interface ColumnSettings {
  readonly width?: string;
  readonly space?: string;
  readonly isLine?: boolean;
}

export const COLUMN_ATTRIBUTES = ['width', 'space', 'line'] as const;

const COLUMN_FORMS: Readonly<
  Record<
    (typeof COLUMN_ATTRIBUTES)[number],
    { readonly form: RegExp; readonly from: number; readonly to: number; readonly says: string }[]
  >
> = {
  width: [
    { form: /^(\d{1,2})%$/, from: 5, to: 80, says: '5% to 80%' },
    { form: /^(\d{1,3})mm$/, from: 8, to: 120, says: '8mm to 120mm' },
  ],
  space: [{ form: /^(\d{1,2}(?:\.\d)?)pt$/, from: 4, to: 40, says: '4pt to 40pt' }],
  line: [{ form: /^()$/, from: 0, to: 0, says: '' }],
};

/** What is wrong with an attribute of a column; undefined if it is within its range. */
export function columnProblem(name: string, value: string): { message: string; hint: string } | undefined {
  const forms = COLUMN_FORMS[name as keyof typeof COLUMN_FORMS];
  const isSound = forms.some(({ form, from, to }) => {
    const [, size] = form.exec(value) ?? [];
    return size !== undefined && Number(size) >= from && Number(size) <= to;
  });
  if (isSound) return undefined;
  if (name === 'line') return { message: 'has a word for line', hint: 'write line alone' };
  const range = forms.map(({ says }) => says).join(' or ');
  return { message: `has no ${name} ${value || '""'}`, hint: `write a ${name} from ${range}` };
}

/** Settings of a column from its attributes, which are within their ranges. */
export function columnSettings(values: ReadonlyMap<string, string>): ColumnSettings {
  const [width, space] = [values.get('width'), values.get('space')];
  return {
    ...(width !== undefined && { width }),
    ...(space !== undefined && { space }),
    ...(values.has('line') && { isLine: true }),
  };
}

declare module 'unist' {
  interface Data {
    /** Of a heading, what it says about its section; of a block, how it stands on the page. */
    settings?: Settings;
    /** Of a cell in the head of a table. */
    column?: ColumnSettings;
  }
}
