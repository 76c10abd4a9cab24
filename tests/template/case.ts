import type { LocaleId } from '../../src/language/locales.ts';
import { OWN_STYLE } from '../../src/brief/style.ts';
import path from 'node:path';
import { type Diagnostic, Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import type { Filled } from '../../src/figure/filled-template.ts';
import type { SourceFile } from '../../src/core/diagnostics/source-file.ts';
import { placeAt } from '../../src/core/diagnostics/source-file.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { changesBetween } from '../../src/dataset/changes.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import type { Dataset } from '../../src/dataset/model.ts';
import type { ShownTests } from '../../src/assay/report/edition-tests.ts';
import { type Edition, openEdition } from '../../src/dataset/edition.ts';
import type { Brief } from '../../src/brief/brief.ts';
import { fillTemplate } from '../../src/template/engine.ts';

/** The root folder of the tiny dataset and brief. */
export const TINY = path.resolve('tests/fixtures/tiny');

/** The tiny dataset. Throws if it has a mistake. */
export async function loadTiny(): Promise<Dataset> {
  const diagnostics = new Diagnostics();
  const dataset = await loadDataset(new Workspace(TINY), 'ferry-passengers', diagnostics);
  if (!dataset) throw new Error(diagnostics.all.map(({ message }) => message).join('\n'));
  return dataset;
}

/** What else a filling needs next to its template. */
export interface Setting {
  readonly locale?: LocaleId;
  readonly release?: string;
  readonly asOf?: string;
  /** Release and date of the edition before. */
  readonly before?: readonly [release: string, asOf: string];
  /** Addresses of the figures that no relation tests, and nothing else of the tests; without them nothing is tested. */
  readonly untested?: readonly string[];
  /** Texts of partials by name. */
  readonly partials?: Readonly<Record<string, string>>;
}

/** A filled template, and what was wrong with it. */
export interface Result {
  readonly filled: Filled;
  /** With every token shown as ⟦what is printed⟧. */
  readonly shown: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Fills a text with figures of the tiny dataset. */
export function fillText(dataset: Dataset, text: string, setting: Setting = {}): Result {
  const { locale = 'en', release = 'ferry-2025-q4', asOf, before, untested, partials = {} } = setting;
  const diagnostics = new Diagnostics();
  const edition = openEdition(dataset, release, asOf, diagnostics);
  if (!edition) throw new Error(`no edition on ${release}`);
  const brief = briefOf({ path: 'brief.md.hbs', text }, locale, partials);
  const earlier = before && openEdition(dataset, ...before, diagnostics);
  const changes = () => changesBetween(earlier ?? edition, edition);
  const previous = earlier && { id: 'earlier', edition: earlier, changes };
  const filled = fillTemplate(brief, edition, locale, diagnostics, {
    previous,
    tests: untested && testsOf(edition, untested),
  });
  const parts = filled.tokens.split(filled.markdown);
  const shown = parts.map((part) => (typeof part === 'string' ? part : `⟦${part.text}⟧`)).join('');
  return { filled, shown, diagnostics: diagnostics.all };
}

function testsOf({ release }: Edition, untested: readonly string[]): ShownTests {
  const found = release.observations.filter(({ address }) => untested.includes(address));
  const figures = found.map((_, statement) => ({ statement, standing: 'untested' as const, relations: [] }));
  return { statements: found, relations: [], exceptions: [], figures, calls: [] };
}

/** A brief with one edition, of which a template and partials are known. */
export function briefOf(file: SourceFile, locale: LocaleId, partials: Readonly<Record<string, string>>): Brief {
  return {
    id: 'ferries',
    title: new Map([
      ['en', 'Ferries of the harbour town'],
      ['zh-CN', '港城渡轮'],
    ]),
    dataset: { id: 'ferry-passengers', place: placeAt(file, 0) },
    editions: [
      { id: 'one', release: 'ferry-2025-q4', asOf: undefined, nextEdition: undefined, place: placeAt(file, 0) },
    ],
    listsEditions: true,
    locales: [locale],
    templates: new Map([[locale, file]]),
    partials: [new Map(Object.entries(partials).map(([name, text]) => [name, { path: `partials/${name}.hbs`, text }]))],
    charts: [],
    house: OWN_STYLE,
    looseNumbers: [],
    directionWords: { down: ['was burnt'] },
    flavours: [],
    papers: ['A4'],
    each: undefined,
    file,
    files: [],
  };
}

const EXPECTATION = /\{\{!-- (?<severity>error|warning) (?:(?<line>\d+):)?(?<column>\d+) (?<summary>\S+: .+?) --\}\}/g;

/**
 * `file:line:column severity rule: message -- hint` of each diagnostic that comments in a template expect: in the line
 * they stand in, if something else stands before them, else in the line before; or in the line they name.
 */
export function expectedIn(file: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(EXPECTATION)].map((match) => {
      const { severity, line: stated, column, summary } = match.groups ?? {};
      const at = stated ?? (isExpectation(line) ? lastLineBefore(text, index) : index + 1);
      return `${file}:${at}:${column} ${severity} ${summary}`;
    }),
  );
}

function isExpectation(line: string): boolean {
  return /^\{\{!-- (?:error|warning)/.test(line);
}

/** Several expectations may follow one line. */
function lastLineBefore(text: string, index: number): number {
  const lines = text.split('\n').slice(0, index);
  return lines.findLastIndex((line) => !isExpectation(line)) + 1;
}

/** A diagnostic in the words of `expectedIn`. */
export function summaryOf({ place, path: only, severity, rule, message, hint }: Diagnostic): string {
  const where = place ? `${place.file.path}:${place.line}:${place.column}` : (only ?? '');
  return `${where} ${severity} ${rule}: ${message}${hint === undefined ? '' : ` -- ${hint}`}`;
}
