import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { type Diagnostic, locationOf } from '../core/diagnostics/diagnostic.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import type { SourceView, ViewedBlock, ViewedNumeral, ViewedStatement } from '../pipeline/source-views.ts';
import type { PlaceBook } from './place-book.ts';

type Content = ElementContent | string;

/** Paragraphs and cells that are shown; a workbook may have more than a browser can show at once. */
const MOST_BLOCKS = 3_000;

/** A source and what was typed from it, side by side: each paragraph with its numerals, and what takes each. */
export function sourcePage(view: SourceView, book: PlaceBook): Element {
  const problems = groupBy([...view.problems], (one) => (one.place ? keyOf(one.place) : ''));
  const shown = view.blocks.slice(0, MOST_BLOCKS);
  const said = new Set<Diagnostic>();
  const context: Context = {
    book,
    problemsAt: (place) => {
      const found = problems.get(keyOf(place)) ?? [];
      for (const one of found) said.add(one);
      return found;
    },
  };
  const rows = rowsOf(shown).map((blocks) => blockRow(blocks, context));
  const missing = view.missing.map((one) => missingItem(one, context));
  // those that no statement on the page has
  const others = view.problems.filter((one) => !said.has(one) && one.rule !== 'witness/unread');
  return h('main', { id: 'source' }, [
    h('h1', [view.release, ' ', h('small', view.source)]),
    h('p', { id: 'counts' }, countsText(view)),
    ...(others.length > 0
      ? [
          h(
            'ul',
            { className: 'faults' },
            others.map((one) => h('li', problemContent(one, book))),
          ),
        ]
      : []),
    ...(missing.length > 0 ? [h('ul', { className: 'faults' }, missing)] : []),
    h('div', { className: 'rows' }, rows),
    ...(shown.length < view.blocks.length
      ? [
          h(
            'p',
            `${view.blocks.length - shown.length} more paragraphs and cells are not shown: assay source show ${view.release}`,
          ),
        ]
      : []),
  ]);
}

interface Context {
  readonly book: PlaceBook;
  /** What is wrong at the line of a statement. */
  readonly problemsAt: (place: ViewedStatement['place']) => readonly Diagnostic[];
}

function keyOf({ file, line }: ViewedStatement['place']): string {
  return `${file.path}:${line}`;
}

function countsText({ statements, read, blocks }: SourceView): string {
  if (read === undefined) return `Not witnessed: none of ${statements} statements was read again.`;
  const numerals = blocks.flatMap(({ pieces }) => pieces.filter((piece) => typeof piece !== 'string'));
  const countOf = (...kinds: ViewedNumeral['is'][]): number => numerals.filter(({ is }) => kinds.includes(is)).length;
  return `${read} of ${statements} statements read again; ${countOf('unread')} numbers unread, ${countOf('other', 'left out')} not taken`;
}

/** Each block alone, but what belongs to the page together. */
function rowsOf(blocks: readonly ViewedBlock[]): readonly (readonly ViewedBlock[])[] {
  const rows: ViewedBlock[][] = [];
  for (const block of blocks) {
    const last = rows.at(-1);
    if (block.isFurniture && last?.[0]?.isFurniture) last.push(block);
    else rows.push([block]);
  }
  return rows;
}

function blockRow(blocks: readonly ViewedBlock[], context: Context): Element {
  const numerals = blocks.flatMap(({ pieces }) => pieces.filter((piece) => typeof piece !== 'string'));
  const others = groupBy(
    numerals.filter(({ is }) => is === 'other'),
    ({ why = '' }) => why,
  );
  const items = [
    ...numerals.flatMap((numeral) => (numeral.is === 'other' ? [] : [numeralItem(numeral, context)])),
    ...blocks.flatMap(({ missing }) => missing.map((one) => missingItem(one, context))),
    ...blocks.flatMap(({ claims }) =>
      claims.map((one) =>
        h('li', { className: 'taken' }, [h('b', 'in words'), ' ', ...statementContent(one, context)]),
      ),
    ),
    ...[...others].map(([kind, own]) =>
      h('li', { className: 'other' }, [h('em', kind), ': ', h('bdi', own.map(({ text }) => text.trim()).join(', '))]),
    ),
  ];
  const texts = blocks.map(({ pieces }) => {
    const content = pieces.map((piece) =>
      typeof piece === 'string' ? piece : h('mark', { className: classOf(piece) }, piece.text),
    );
    return h('p', { dir: 'auto' }, content);
  });
  return h('section', [h('div', { className: 'text' }, [h('small', blocks[0]?.at), ...texts]), h('ul', items)]);
}

function missingItem(statement: ViewedStatement, context: Context): Element {
  return h('li', { className: 'missing' }, [h('b', 'not found'), ' ', ...statementContent(statement, context)]);
}

function classOf({ is }: ViewedNumeral): string {
  return is.replace(' ', '-');
}

function numeralItem(numeral: ViewedNumeral, context: Context): Element {
  const { text, is, why, statement } = numeral;
  const content = statement
    ? statementContent(statement, context)
    : [h('em', is), ...(is === 'left out' ? [`: ${why}`] : [])];
  return h('li', { className: classOf(numeral) }, [h('bdi', h('b', text.trim())), ' ', ...content]);
}

/** A statement as it is typed, with what is wrong with it; its line opens in the editor. */
function statementContent({ address, typed, place }: ViewedStatement, context: Context): Content[] {
  const wrong = context.problemsAt(place).map((one) => h('p', { className: 'error' }, `${one.message} [${one.rule}]`));
  const button = h(
    'button',
    { className: 'place', dataOpen: context.book.numberOf(place) },
    `${place.file.path.replace(/^.*\//, '')}:${place.line}`,
  );
  return [h('code', address), ': ', typed, ' ', button, ...wrong];
}

function problemContent(problem: Diagnostic, book: PlaceBook): Content[] {
  const { place, message, rule, hint, severity } = problem;
  const where = place
    ? h('button', { className: 'place', dataOpen: book.numberOf(place) }, locationOf(problem))
    : h('b', locationOf(problem));
  return [
    where,
    ' ',
    h('span', { className: severity }, severity),
    `: ${message} [${rule}]`,
    ...(hint ? [h('p', hint)] : []),
  ];
}
