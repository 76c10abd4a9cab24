import { groupBy } from '../core/diagnostics/text-order.ts';
import { textIn } from '../dataset/localised.ts';
import { evidenceOf, type Observation } from '../dataset/model.ts';
import { isRevised } from '../dataset/revisions.ts';
import type { Edition } from '../dataset/edition.ts';
import { correctedText, quotedPrint } from '../figure/printed-value.ts';
import { conditionOf, subjectOf } from '../figure/subject.ts';
import { words } from '../locale/locales.ts';
import type { FigureRow, FigureTable } from './figure-tables.ts';
import { exportWords } from './export-words.ts';

/** The numbered notes of a workbook, in the order in which they are needed, and the shorthand that it uses. */
export class NoteList {
  readonly #numbers = new Map<string, number>();
  readonly #edition: Edition;
  readonly #locale: string;

  constructor(edition: Edition, locale: string) {
    this.#edition = edition;
    this.#locale = locale;
  }

  /** The texts of the notes, from the first. */
  get texts(): readonly string[] {
    return [...this.#numbers.keys()];
  }

  /**
   * What the column of notes says of a row: notes on the row, then marks and notes of single figures with their periods, as
   * in `[note 1]; [p] 2024, 2025`. `used` gets the codes of the marks.
   */
  of(row: FigureRow, { periods }: FigureTable, used: Set<string>): string {
    const { period: periodText, comma, separator } = words(this.#locale);
    const all = this.#aboutRow(row).map((text) => this.#mark(text));
    const marked = new Map<string, string[]>();
    for (const period of periods) {
      const figure = row.figures.get(period.text);
      if (!figure) continue;
      const codes = 'tie' in figure ? [] : codesOf(figure.stated, this.#edition);
      for (const code of codes) used.add(code);
      const marks = [
        ...codes.map((code) => bracketed(codeText(code, this.#locale))),
        ...('tie' in figure ? this.#aboutTie(figure.tie) : this.#aboutFigure(figure.stated)).map((text) =>
          this.#mark(text),
        ),
      ];
      for (const mark of marks) marked.set(mark, [...(marked.get(mark) ?? []), periodText(period)]);
    }
    const timed = groupBy([...marked.keys()], (mark) => (marked.get(mark) ?? []).join(comma));
    return [...all, ...[...timed].map(([times, marks]) => `${marks.join(' ')} ${times}`)].join(separator);
  }

  #mark(text: string): string {
    const number = this.#numbers.get(text) ?? this.#numbers.size + 1;
    this.#numbers.set(text, number);
    return bracketed(exportWords(this.#locale).note(number));
  }

  #aboutRow({ about: { indicator } }: FigureRow): readonly string[] {
    const said = exportWords(this.#locale);
    const label = textIn(indicator.label, this.#locale);
    const { definition, breaks } = indicator;
    return [
      ...(definition ? [said.definition(label, textIn(definition, this.#locale))] : []),
      ...breaks.map(({ period, reason }) =>
        said.broken(label, words(this.#locale).period(period), textIn(reason, this.#locale)),
      ),
    ];
  }

  #aboutFigure(stated: Observation): readonly string[] {
    const { correction, printed } = stated;
    const said = exportWords(this.#locale);
    const what = this.#subject(stated);
    const ends = (correction?.quantity ?? printed)?.ends && (correction?.quantity ?? printed)?.text;
    const condition = conditionOf(stated, { dataset: this.#edition.dataset, locale: this.#locale });
    const others = [
      ...(ends === undefined ? [] : [said.range(what, ends)]),
      ...(condition ? [said.condition(what, words(this.#locale).provenance.condition(condition))] : []),
    ];
    if (!correction || !printed) return others;
    const { quotation, list, provenance } = words(this.#locale);
    const { releases } = this.#edition.dataset;
    const evidence = correction.isByArithmetic
      ? provenance.arithmetic
      : list(
          evidenceOf(correction).map((id) =>
            quotation(textIn(releases.get(id)?.title ?? new Map([['', id]]), this.#locale)),
          ),
        );
    const right = correctedText(stated, this.#locale) ?? '';
    return [...others, said.corrected(what, quotedPrint(stated, this.#locale), right, evidence)];
  }

  #aboutTie([first]: readonly Observation[]): readonly string[] {
    return first ? [exportWords(this.#locale).tied(this.#subject(first))] : [];
  }

  #subject(stated: Observation): string {
    return subjectOf(stated, { dataset: this.#edition.dataset, locale: this.#locale });
  }
}

function bracketed(text: string): string {
  return `[${text}]`;
}

/** Shorthand of figures: letters as statistical offices use them, and a word where no letter is usual. */
const LETTERS: Readonly<Record<string, string>> = {
  provisional: 'p',
  estimated: 'e',
  forecast: 'f',
  break: 'b',
  low_reliability: 'u',
  revised: 'r',
  over: '>',
  under: '<',
  about: '~',
  'slightly over': '>~',
  'slightly under': '<~',
};

/** The marks of a figure. [c] is left to what is confidential. */
function codesOf(stated: Observation, { dataset }: Edition): readonly string[] {
  const qualifier = (stated.correction?.quantity ?? stated.printed)?.qualifier;
  return [
    ...stated.status,
    ...(isRevised(dataset, stated) ? ['revised'] : []),
    ...(stated.correction ? ['corrected'] : []),
    ...(qualifier ? [qualifier] : []),
  ];
}

/** A mark as a table has it, without its brackets. */
export function codeText(code: string, locale: string): string {
  return LETTERS[code] ?? (code === 'corrected' ? exportWords(locale).correctedMark : code);
}

/** What a mark means. */
export function codeMeaning(code: string, locale: string): string {
  const { flag, missing } = words(locale);
  const meanings: Readonly<Record<string, string>> = { ...flag, ...missing, ...exportWords(locale).qualifier };
  return meanings[code] ?? code;
}
