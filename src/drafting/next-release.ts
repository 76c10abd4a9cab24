import { compareText } from '../core/diagnostics/text-order.ts';
import { parsePeriod, type Period } from '../dataset/period.ts';
import { movedPeriod } from '../dataset/moved-period.ts';
import { UNFILLED } from '../dataset/unfilled.ts';
import type { Dataset, Release } from '../dataset/model.ts';

/** A release that is still to be written, modelled on an older one. */
export interface NextRelease {
  readonly old: Release;
  readonly id: string;
  readonly period: Period;
  /** The releases that the source published before the old one, oldest first. */
  readonly earlier: readonly Release[];
}

/** The ids of two editions: the older one, and the new one that is modelled on it. */
export interface EditionIds {
  readonly from: string;
  readonly id: string;
}

/** The releases that the source of a release published before it, oldest first. */
export function releasesBefore({ releases }: Dataset, release: Release): Release[] {
  return [...releases.values()]
    .filter(({ source, published }) => source.id === release.source.id && published < release.published)
    .toSorted((a, b) => compareText(a.published, b.published));
}

/**
 * The id that the next release has if it is named as the old one is: after its period (`ferry-2025-q4` →
 * `ferry-2026-q1`), after the edition (`wheat-11` → `wheat-12`, for the editions `11` and `12`), or by a number that
 * counts up (`usda-655`, `usda-656` → `usda-657`).
 */
export function nextReleaseId(old: Release, period: Period, before: Release | undefined, edition: EditionIds): string {
  const isSame = period.text === old.period.text;
  const [known, next] = [inIds(old.period), inIds(period)];
  const byPeriod = isSame ? undefined : replacedIn(old.id, known, next);
  const byNumber = before && countedUp(before.id, old.id);
  const source = old.source.id.replaceAll('_', '-');
  return (
    byPeriod ??
    replacedIn(old.id, [edition.from], [edition.id]) ??
    byNumber ??
    `${source}-${isSame ? edition.id : (next[0] ?? '')}`
  );
}

/** The id whose number at the end follows those of two others. */
function countedUp(before: string, old: string): string | undefined {
  const [, name, number = ''] = /^(.*?)([1-9]\d*)$/.exec(old) ?? [];
  return name !== undefined && before === `${name}${Number(number) - 1}` ? `${name}${Number(number) + 1}` : undefined;
}

/** The day of the next release, still to be filled in: with the date on which the old one says that it is due. */
export function blankDay({ old: { nextRelease } }: NextRelease): string {
  return nextRelease ? `${UNFILLED} ${nextRelease.date}` : UNFILLED;
}

/** The name of a file beside that of the old release, without its ending. */
export function nextFileName(name: string, { old, id, period }: NextRelease): string {
  return name.includes(old.id) ? name.replace(old.id, id) : (replacedIn(name, inIds(old.period), inIds(period)) ?? id);
}

/** How ids name a period, the usual form first: a span by its last month, the year 2024/25 with a hyphen. */
function inIds({ text }: Period): string[] {
  const whole = text.toLowerCase().replaceAll('/', '-');
  return [whole.slice(whole.lastIndexOf('..') + 1).replace(/^\./, ''), whole];
}

function replacedIn(name: string, known: readonly string[], next: readonly string[]): string | undefined {
  const found = known.find((form) => name.endsWith(form));
  return found === undefined ? undefined : name.slice(0, -found.length) + (next[0] ?? '');
}

/** A period of the old release as the next one would name it; other texts, such as ids of releases, are undefined. */
export function movedText(text: string, { old, period }: NextRelease): string | undefined {
  const written = parsePeriod(text);
  return written && movedPeriod(written, old.period, period)?.text;
}

/**
 * The release that the next one names where the old one names another: of its own source, the one published after that.
 * A release of another source, and what is no release, stay.
 */
export function movedRelease(id: string, { old, earlier }: NextRelease): string {
  const own = [...earlier, old].map((release) => release.id);
  const place = own.indexOf(id);
  return (place === -1 ? undefined : own[place + 1]) ?? id;
}
