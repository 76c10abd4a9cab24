import { parsePeriod, type Period } from '../dataset/period.ts';
import { movedPeriod } from '../dataset/moved-period.ts';
import type { Release } from '../dataset/model.ts';

/** A release that is still to be written, modelled on an older one. */
export interface NextRelease {
  readonly old: Release;
  readonly id: string;
  readonly period: Period;
}

/** The id that the next release has if it is named as the old one is: `ferry-2025-q4` → `ferry-2026-q1`. */
export function nextReleaseId(old: Release, period: Period): string {
  const [known, next] = [inIds(old.period), inIds(period)];
  return replacedIn(old.id, known, next) ?? `${old.source.id.replaceAll('_', '-')}-${next[0] ?? ''}`;
}

/** The name of a file beside that of the old release, without its ending. */
export function nextFileName(name: string, { old, id, period }: NextRelease): string {
  return name.includes(old.id) ? name.replace(old.id, id) : (replacedIn(name, inIds(old.period), inIds(period)) ?? id);
}

/** How ids name a period, the usual form first: a span by its last month. */
function inIds({ text }: Period): string[] {
  const whole = text.toLowerCase();
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
