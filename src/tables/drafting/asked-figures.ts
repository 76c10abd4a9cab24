import type { Brief } from '../../brief/brief.ts';
import { membersOf, sliceEdition } from '../../pipeline/brief-members.ts';
import type { ChartSpec } from '../../chart/chart-model.ts';
import { loadChart } from '../../chart/spec.ts';
import { Diagnostics, locationOf } from '../../core/diagnostics/diagnostic.ts';
import { lineText, type Place } from '../../core/diagnostics/source-file.ts';
import { compareText, groupBy } from '../../core/diagnostics/text-order.ts';
import { once } from '../../core/machine/cache.ts';
import { addressText, parseAddress, parseAddressPattern } from '../../dataset/address.ts';
import { changesBetween } from '../../dataset/changes.ts';
import type { Edition } from '../../dataset/edition.ts';
import { lookUpAddress } from '../../dataset/lookup.ts';
import { movedPeriod } from '../../dataset/moved-period.ts';
import type { Period } from '../../dataset/period.ts';
import { fillTemplate } from '../../template/engine.ts';
import type { Asked, PreviousEdition } from '../../template/scope.ts';
import type { AddressText } from '../../dataset/brands.ts';

/** A sentence that asks for figures which the edition's release does not state. */
export interface Gap {
  readonly brief: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The sentence, as it stands in the template. */
  readonly sentence: string;
  readonly figures: readonly MissingFigure[];
}

/** A figure that no release states. */
export interface MissingFigure {
  readonly address: AddressText;
  /** Whether the brief cannot be printed without it; else the sentence or cell is printed otherwise. */
  readonly isRequired: boolean;
  /** The release that the older edition takes the like figure from; undefined where it has none. */
  readonly before: string | undefined;
}

/**
 * Lists, sentence by sentence, the figures that a brief asks for and an edition does not have. What a sentence can do
 * without counts only if the older edition has it.
 */
export async function gapsIn(
  brief: Brief,
  edition: Edition,
  older: PreviousEdition | undefined,
): Promise<readonly Gap[]> {
  const read = await Promise.all(brief.charts.map((file) => loadChart(file, new Diagnostics())));
  const asking: Asking = { brief, charts: read.filter((chart) => chart !== undefined) };
  const before = groupBy(older ? askedIn(asking, older.edition, undefined) : [], placeOf);
  const missing = [...groupBy(askedIn(asking, edition, older), placeOf)].flatMap(([place, asked]) =>
    asked.flatMap((one): MissingAt[] => {
      if (one.found) return [];
      const like = older && likeFigure(one, { asked, before: before.get(place) ?? [] }, edition, older.edition);
      return one.isRequired || like !== undefined ? [{ ...one, before: like }] : [];
    }),
  );
  const bySentence = groupBy(missing, ({ place }) => `${place.file.path}:${place.line} ${sentenceAt(place)}`);
  return [...bySentence.values()]
    .flatMap((asked) => gapOf(brief, asked))
    .toSorted((a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column);
}

/**
 * The release from which the older edition takes the like figure at the same place: the one whose periods are to the
 * older edition what those of the missing figure are to the new one. A place that asks for one figure only may name it
 * by a fixed period.
 */
function likeFigure(
  { address }: Asked,
  { asked, before }: { readonly asked: readonly Asked[]; readonly before: readonly Asked[] },
  { period: to }: Edition,
  { period: from }: Edition,
): string | undefined {
  const isAlone = [asked, before].every((all) => new Set(all.map((one) => one.address)).size === 1);
  const like = isAlone ? before[0] : before.find((one) => movedAddress(one.address, from, to) === address);
  return like?.found?.release.id;
}

function movedAddress(written: string, from: Period, to: Period): string | undefined {
  const address = parseAddress(written);
  if ('problem' in address) return undefined;
  const move = (period: Period | undefined): Period | undefined => period && movedPeriod(period, from, to);
  return addressText({ ...address, period: move(address.period), base: move(address.base) });
}

function placeOf({ place }: Asked): string {
  return locationOf({ rule: 'template/unknown-address', severity: 'error', message: '', place });
}

type MissingAt = Asked & { readonly before: string | undefined };

function gapOf(brief: Brief, asked: readonly MissingAt[]): Gap[] {
  const [first] = asked;
  if (!first) return [];
  const { place } = first;
  const figures = [...groupBy(asked, ({ address }) => address)].map(([address, all]) => ({
    address,
    isRequired: all.some((one) => one.isRequired),
    before: all.find((one) => one.before !== undefined)?.before,
  }));
  const { line, column } = place;
  return [{ brief: brief.id, file: place.file.path, line, column, sentence: sentenceAt(place), figures }];
}

/** A brief with its charts, as far as they have no mistakes. */
interface Asking {
  readonly brief: Brief;
  readonly charts: readonly ChartSpec[];
}

/** Everything that a brief asks for in an edition, in each language and for each member. */
function askedIn({ brief, charts }: Asking, edition: Edition, previous: PreviousEdition | undefined): Asked[] {
  const asked: Asked[] = [];
  const members = membersOf(brief, edition, new Diagnostics());
  const editions = members ? sliceEdition(edition, members, new Diagnostics()) : [edition];
  for (const locale of brief.locales) {
    for (const part of editions) {
      const onAsked = (one: Asked): number => asked.push(one);
      const { markdown } = fillTemplate(brief, part, locale, new Diagnostics(), { previous, onAsked });
      asked.push(...askedByCharts(charts, markdown, part));
    }
  }
  return asked;
}

/** The older of two editions, as the templates of the newer one know it. */
export function olderEdition(id: string, older: Edition, edition: Edition): PreviousEdition {
  return { id, edition: older, changes: once(() => changesBetween(older, edition)) };
}

/**
 * The figures that the charts shown in a filled template cannot do without: those that they name by a single address.
 * Patterns and ranges of periods take what there is.
 */
function askedByCharts(charts: readonly ChartSpec[], markdown: string, edition: Edition): Asked[] {
  const shown = charts.filter(({ name }) => markdown.includes(`name="${name}"`));
  const needed = shown.flatMap(({ data }) => data.filter(({ optional }) => !optional));
  return needed.flatMap(({ addresses }) =>
    addresses.flatMap(({ text, place }): Asked[] => {
      const address = parseAddress(text, edition.period);
      const pattern = parseAddressPattern(text, edition.period);
      // What is not an address is a pattern; `2021..2024` is a period, and also a range of four.
      if ('problem' in address || ('periods' in pattern && (pattern.periods?.length ?? 1) > 1)) return [];
      const found = lookUpAddress(edition, address);
      return [
        {
          address: addressText({ ...address, period: address.period ?? edition.period }),
          place,
          found: 'observation' in found ? found.observation : undefined,
          isRequired: 'missing' in found,
        },
      ];
    }),
  );
}

/** Longer sentences are cut. */
const MOST = 160;

/**
 * The sentence of a template that a place stands in: that of its line, without tags of blocks and marks of lists. For a
 * line of tags only it is the first one below.
 */
function sentenceAt({ file, line, column }: Place): string {
  const text = lineText(file, line);
  // A line of a chart holds an address and no sentence.
  if (file.path.endsWith('.json')) return text.trim();
  const own = sentenceIn(text, column);
  if (own !== '') return own;
  const below = Array.from({ length: BELOW }, (_, index) => sentenceIn(lineText(file, line + 1 + index), 1));
  return below.find((sentence) => sentence !== '') ?? text.trim();
}

/** How far below a condition its sentence is looked for. */
const BELOW = 5;

function sentenceIn(line: string, column: number): string {
  const ends = [...line.matchAll(END)]
    .map(({ index, 0: mark }) => index + mark.length)
    .filter((end) => !isInBraces(line, end));
  const start = ends.findLast((end) => end < column) ?? 0;
  const end = ends.find((at) => at >= column) ?? line.length;
  const plain = line
    .slice(start, end)
    .replaceAll(/\{\{else[^}]*\}\}/g, ' / ')
    .replaceAll(/\{\{[#/>][^}]*\}\}/g, '')
    .replace(/^[\s|/]*(?:(?:[-*]|\d+\.|#+) )?/, '')
    .replaceAll(/[\s|]+/g, ' ')
    .trim();
  return plain.length <= MOST ? plain : `${plain.slice(0, MOST - 1)}…`;
}

/** The end of a sentence, not that of the number of a list; Chinese has no space after it. */
const END = /(?<!^\s*\d+)[.!?]\**(?=\s)|[。！？]/g;

function isInBraces(text: string, at: number): boolean {
  return text.lastIndexOf('{{', at) > text.lastIndexOf('}}', at - 1);
}
