import type { TableRow } from 'mdast';
import { inPattern } from '../../core/diagnostics/quoting.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import { onceFor } from '../../core/machine/cache.ts';
import { textIn } from '../../dataset/localised.ts';
import type { Dataset, Indicator } from '../../dataset/model.ts';
import { Caseless } from '../../language/caseless.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import { childrenOf, nodesOf, plainText } from '../tree-walk.ts';
import { indicatorsOf, isAlike, isNamed, isOf, shareMember } from './labels.ts';
import {
  type Figure,
  type Label,
  type Part,
  partsOf,
  type Reader,
  subjectOf,
  textBefore,
  wordsBefore,
} from './parts.ts';
import { PRINT } from './patterns.ts';

/**
 * Names that were typed, `Coal: 289 kt` or `289 kt of coal`, and stand before or behind a figure as its label would: the very
 * label of an indicator, or the name of a member. Reported where the figure is of another one, which no word of its sentence names.
 */
export function compareTypedNames(sentence: readonly Part[], reader: Reader): void {
  const names = namesOf(reader);
  if (!names) return;
  for (const [at, part] of sentence.entries()) {
    if (part.kind !== 'figure' || part.node.isWords) continue;
    const isFirst = sentence.slice(0, at).every(({ kind }) => kind === 'words');
    const before = isFirst ? names.before.exec(wordsBefore(sentence, at)) : undefined;
    const isLed = before && reader.tie.test(before.groups?.['gap'] ?? '');
    const next = sentence.length > at + 2 ? PRINT : '';
    const after = names.behind.exec(textBefore(sentence, at + 2) + next);
    const name = isLed ? before.groups?.['name'] : after?.groups?.['name'];
    if (name !== undefined) reportMisnamed(name, part.node, sentence, reader);
    if (isFirst && !isLed) comparePartName(wordsBefore(sentence, at), part.node, sentence, reader);
  }
}

/** A word that only one of several parts of a whole is called by, `Members made`, before the figure of another of them. */
function comparePartName(before: string, figure: Figure, around: readonly Part[], reader: Reader): void {
  const found = namesOf(reader)?.part.exec(before)?.groups;
  const name = found?.['name'] ?? '';
  if (name !== '' && reader.tie.test(found?.['gap'] ?? '') && isOfOtherPart(name, figure, reader))
    reportMisnamed(name, figure, around, reader);
}

/** Whether a name is that of a part next to what a figure is of. */
function isOfOtherPart(name: string, figure: Figure, reader: Reader): boolean {
  const named = labelsOf(name, reader);
  return indicatorsOf(figure, reader).every(({ id }) =>
    named.some(({ of: { indicator } }) => indicator.id !== id && wholeOf(indicator.id) === wholeOf(id)),
  );
}

/** A row that starts with a typed name, of which none of its figures is. */
export function compareTypedRow(row: TableRow, head: TableRow | undefined, reader: Reader): void {
  const names = namesOf(reader);
  const first = row.children.find((cell) => nodesOf(cell, 'value').length === 0);
  const name = plainText(first?.children ?? []).trim();
  if (!names || labelsOf(name, reader).length === 0) return;
  const figures = row.children.flatMap((cell, column) =>
    nodesOf(cell, 'value').map((node) => ({ node, above: partsOf(childrenOf(head?.children[column] ?? cell)) })),
  );
  const [only] = figures;
  if (!only || !figures.every(({ node, above }) => isMisnamed(name, node, above, reader))) return;
  if (!names.known.has(name.toLowerCase()) && !isOfOtherPart(name, only.node, reader)) return;
  reportMisnamed(name, only.node, only.above, reader);
}

function isMisnamed(name: string, figure: Figure, around: readonly Part[], reader: Reader): boolean {
  const { locale } = reader.context.options;
  const labels = labelsOf(name, reader);
  const isOwn = indicatorsOf(figure, reader).some(({ label }) =>
    textIn(label, locale).toLowerCase().includes(name.toLowerCase()),
  );
  return (
    !isOwn &&
    labels.some((label) => isAlike(label, figure)) &&
    !labels.some((label) => isOf(label, figure, reader) || shareMember(label, figure)) &&
    !labels.every((label) => isNamed(label, figure, around, reader))
  );
}

function reportMisnamed(name: string, figure: Figure, around: readonly Part[], reader: Reader): void {
  if (!isMisnamed(name, figure, around, reader)) return;
  const message = `the text says "${name}", and the figure ${figure.text} is of ${subjectOf(figure)}`;
  const hint = 'print the figure of what the text names, or its label: {{label "…"}}';
  reader.report('document/label', message, figure.value.place, hint);
}

function labelsOf(name: string, reader: Reader): readonly Label[] {
  const names = namesOf(reader);
  const found = names?.known.get(name.toLowerCase()) ?? names?.parts.get(stemOf(name)) ?? [];
  return found.map((indicator) => ({ kind: 'said', text: name, of: { kind: 'label', indicator }, place: undefined }));
}

interface Names {
  /** The indicators of each name, in small letters. */
  readonly known: ReadonlyMap<string, readonly Indicator[]>;
  readonly before: RegExp;
  readonly behind: RegExp;
  /** The indicators of each word, without its ending, that one part of a whole has in its label and no other. */
  readonly parts: ReadonlyMap<string, readonly Indicator[]>;
  /** Such a word at the start of a sentence. */
  readonly part: RegExp;
}

type Labelled = Pick<Dataset, 'indicators'> & Partial<Pick<Dataset, 'dimensions'>>;

/** The names in a dataset, by language. */
const namesIn = onceFor(
  (dataset: Labelled) => onceFor((locale: LocaleId) => makeNames(dataset, locale)),
  ({ indicators }) => indicators,
);

/** The names that a reader knows; undefined if the dataset has none. */
function namesOf({ context }: Reader): Names | undefined {
  const { dataset, locale } = context.options;
  const names = dataset && namesIn(dataset)(locale);
  return names && names.known.size > 0 ? names : undefined;
}

/** Letters of the shortest name that is looked for. */
const SHORTEST = { spaced: 3, unspaced: 2 } as const;

/** What an id is a part of: `rides` of `rides.members`; an empty text for none. */
function wholeOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf('.')));
}

/** Endings of words that are of one or several. */
const ENDING = '(?:ern|en|er|es|e|n|s)';
const ENDED = new RegExp(`(?<=\\p{L}{4})${ENDING}$`, 'u');

function stemOf(word: string): string {
  return word.trim().toLowerCase().replace(ENDED, '');
}

/** The words of labels by which parts of one whole differ. */
function partNames(indicators: readonly Indicator[], locale: LocaleId): ReadonlyMap<string, readonly Indicator[]> {
  const stems = (one: Indicator): string[] => (textIn(one.label, locale).match(/\p{L}{4,}/gu) ?? []).map(stemOf);
  const found = new Map<string, Indicator[]>();
  for (const [whole, all] of groupBy(indicators, ({ id }) => wholeOf(id))) {
    const parts = whole === '' ? [] : all;
    const shared = new Set(indicators.filter(({ id }) => id === whole).flatMap(stems));
    for (const one of parts.length > 1 ? parts : [])
      for (const stem of new Set(stems(one)))
        if (!shared.has(stem) && !parts.some((other) => other !== one && stems(other).includes(stem)))
          found.set(stem, [...(found.get(stem) ?? []), one]);
  }
  return found;
}

function makeNames({ indicators, dimensions }: Labelled, locale: LocaleId): Names {
  const known = new Map<string, Indicator[]>();
  const { isSpaced, reading } = words(locale);
  const add = (name: string, indicator: Indicator): void => {
    const key = name.trim().toLowerCase();
    if (key.length >= SHORTEST[isSpaced ? 'spaced' : 'unspaced'])
      known.set(key, [...(known.get(key) ?? []), indicator]);
  };
  for (const indicator of indicators.values()) {
    add(textIn(indicator.label, locale), indicator);
    for (const [dimension, member] of indicator.dimensions) {
      const label = dimensions?.get(dimension)?.members.get(member);
      if (label) add(textIn(label, locale), indicator);
    }
  }
  const all = Array.from(known.keys(), inPattern)
    .toSorted((a, b) => b.length - a.length)
    .join('|');
  const parts = isSpaced ? partNames([...indicators.values()], locale) : new Map<string, Indicator[]>();
  const stems = Array.from(parts.keys(), inPattern).join('|');
  const { articles, behind, is } = reading.said;
  const [space, end] = isSpaced ? ['\\s+', '(?!\\p{L}|-)'] : ['', ''];
  return {
    known,
    parts,
    part:
      parts.size === 0
        ? /(?!)/u
        : new Caseless(`^\\s*(?:(?:${articles})${space})?(?<name>(?:${stems})${ENDING}?)${end}(?<gap>.*)$`),
    before: new Caseless(`^\\s*(?:(?:${articles})${space})?(?<name>${all})${end}(?<gap>.*)$`),
    behind: new Caseless(
      `^\\s*(?:(?:${behind})${space})?(?<name>${all})(?=\\s*(?:$|[,;:)，；：）])|${isSpaced ? '\\s+' : ''}(?:${is})${end})`,
    ),
  };
}
