import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { indicatorExpression } from '../dataset/address.ts';
import { type Edition, eventsKnown } from '../dataset/edition.ts';
import { textIn } from '../dataset/localised.ts';
import type { EventRecord } from '../dataset/model.ts';
import { isInSlice } from '../dataset/slice.ts';
import { type LocaleId, words } from '../language/locales.ts';
import type { ChartData, ChartRow } from './chart-model.ts';

/** The width of a line of an event's text, in letters: a Han character is as wide as two. */
const LINE = 24;

/** What a chart asks for by the ids of events, and where they are looked for. */
interface EventBinding {
  readonly edition: Edition;
  readonly diagnostics: Diagnostics;
}

/**
 * The events that a chart asks for and that are known on the date of the edition, in the order of time. None need be
 * known; an id that no event of the dataset has is reported, with undefined as answer.
 */
export function eventsFor(data: ChartData, { edition, diagnostics }: EventBinding): readonly EventRecord[] | undefined {
  const { dataset, slice } = edition;
  const ids = [...dataset.events.keys()];
  const wanted = (data.events ?? []).map(({ text, place }) => {
    const pattern = indicatorExpression(text);
    if (ids.some((id) => pattern.test(id))) return pattern;
    const message = `${text} is not an event of ${dataset.id}`;
    const hint = ids.length > 0 ? didYouMean(text, ids) : 'events are declared in events.yaml of the dataset';
    return diagnostics.error('chart/unknown-data', message, place, hint);
  });
  const patterns = wanted.filter((pattern) => pattern !== undefined);
  if (patterns.length < wanted.length) return undefined;
  return eventsKnown(edition)
    .filter(({ id }) => patterns.some((pattern) => pattern.test(id)))
    .filter((event) => !data.member || isInSlice(event, slice));
}

/**
 * The row of an event. Fields:
 * `event` — its id; `kind`, `what`, `by` — as in the dataset, in the locale, null where it has none;
 * `lines` — `what` as a list of short lines, which a text mark draws below one another;
 * `period`, `period_label`, `year`, `start`, `end`, `release`, `own`, and the dimensions — as in the row of a figure; the
 * label of a dimension of which it has no member is empty.
 */
export function eventRow(event: EventRecord, { dataset, slice }: Edition, locale: LocaleId): ChartRow {
  const { id, kind, what, by, period, release } = event;
  const text = textIn(what, locale);
  const dimensions = [...dataset.dimensions].flatMap(([dimension, { members }]) => {
    const member = event.dimensions.get(dimension);
    const label = members.get(member ?? '');
    return [
      [dimension, member ?? null],
      [`${dimension}_label`, label ? textIn(label, locale) : ''],
    ];
  });
  return {
    ...(Object.fromEntries(dimensions) as ChartRow),
    event: id,
    kind: kind ?? null,
    what: text,
    lines: brokenText(text),
    by: by ? textIn(by, locale) : null,
    period: period.text,
    period_label: words(locale).period(period),
    year: Number(period.start.slice(0, 4)),
    start: period.start,
    end: period.end,
    release: release.id,
    own: slice !== undefined && isInSlice(event, slice),
  };
}

/** The fields that events have and figures lack. */
export const EVENT_FIELDS: readonly string[] = ['event', 'kind', 'what', 'lines', 'by'];

/** The key of an event among what a chart shows. */
export function eventKey(id: unknown): string {
  return `event ${String(id)}`;
}

/** Pieces of a text between which a line may break: words, and Han characters with the marks that follow them. */
const PIECES = /\s+|[^\s\p{sc=Han}]+|\p{sc=Han}[^\s\p{sc=Han}\p{L}\p{N}]*/gu;

/** A text in lines of about equal width, none of them wider than a label should be, as far as its words allow. */
function brokenText(text: string): string[] {
  const lines = Math.ceil(widthOf(text) / LINE);
  const limit = widthOf(text) / lines;
  const broken: string[] = [''];
  for (const piece of text.match(PIECES) ?? []) {
    const line = broken.at(-1) ?? '';
    const isFull = widthOf(line) + widthOf(piece) / 2 > limit && broken.length < lines;
    if (isFull && line) broken.push(piece.trimStart());
    else broken[broken.length - 1] = line ? line + piece : piece.trimStart();
  }
  return broken.map((line) => line.trim());
}

function widthOf(text: string): number {
  return text.length + (text.match(/\p{sc=Han}|[\u3000-\u303F\uFF00-\uFFEF]/gu)?.length ?? 0);
}
