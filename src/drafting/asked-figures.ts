import type { Brief } from '../brief/brief.ts';
import { membersOf, sliceEdition } from '../build/brief-members.ts';
import { Diagnostics, locationOf } from '../core/diagnostics/diagnostic.ts';
import { compareText, groupBy } from '../core/diagnostics/text-order.ts';
import { once } from '../core/machine/cache.ts';
import { changesBetween } from '../dataset/changes.ts';
import { addressText, parseAddress } from '../dataset/address.ts';
import type { Edition } from '../dataset/edition.ts';
import { movedPeriod } from '../dataset/moved-period.ts';
import type { Period } from '../dataset/period.ts';
import type { ChartSpec } from '../chart/chart-model.ts';
import { loadChart } from '../chart/spec.ts';
import { fillTemplate } from '../template/engine.ts';
import type { Asked, PreviousEdition } from '../template/scope.ts';
import { askedByCharts } from './asked-by-charts.ts';
import { sentenceAt } from './sentence.ts';

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
  readonly address: string;
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
