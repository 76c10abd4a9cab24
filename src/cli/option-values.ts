import { InvalidArgumentError } from 'commander';
import { FLAVOUR_NAMES } from '../brief/flavour-names.ts';
import { parseShard, type Shard } from '../pipeline/shard.ts';
import { parsePart, PART_KINDS, type PartName } from '../document/part-name.ts';
import { isCalendarDay } from '../dataset/calendar.ts';
import type { Day } from '../dataset/brands.ts';

/**
 * The value of `--shard`: `auto`, or a share such as 2/5.
 * @throws {InvalidArgumentError} for anything else.
 */
export function oneShard(text: string): Shard | 'auto' {
  if (text === 'auto') return text;
  const shard = parseShard(text);
  if (shard) return shard;
  throw new InvalidArgumentError(`It is auto, or a number of 1 to n and n, such as 2/5.`);
}

/**
 * The value of `--port`: a number of 0 to 65535.
 * @throws {InvalidArgumentError} for anything else.
 */
export function onePort(text: string): string {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return text;
  throw new InvalidArgumentError('It is a number of 0 to 65535.');
}

/**
 * A date as YYYY-MM-DD.
 * @throws {InvalidArgumentError} for what is not a day of the calendar.
 */
export function calendarDay(text: string): Day {
  if (isCalendarDay(text)) return text;
  throw new InvalidArgumentError('It is a day of the calendar, such as 2026-08-03.');
}

/**
 * A flavour by its name.
 * @throws {InvalidArgumentError} for an unknown one.
 */
export function oneFlavour(name: string): string {
  return eachFlavour(name)[0] ?? name;
}

/** Collects the flavours of an option that may stand several times. */
export function eachFlavour(name: string, before: readonly string[] = []): readonly string[] {
  if ((FLAVOUR_NAMES as readonly string[]).includes(name)) return [...new Set([...before, name])];
  throw new InvalidArgumentError(`It is one of ${FLAVOUR_NAMES.join(', ')}.`);
}

/** Collects names of an option that may stand several times. */
export function eachName(name: string, before: readonly string[] = []): readonly string[] {
  return [...new Set([...before, name])];
}

/** Collects files of an option that may stand several times, and whose endings tell what is written. */
export function eachView(file: string, before: readonly string[] = []): readonly string[] {
  if (/\.(?:md|html|json)$/.test(file)) return eachName(file, before);
  throw new InvalidArgumentError('Its name ends with .md, .html or .json.');
}

/** Collects the parts of an option that may stand several times. */
export function eachPart(text: string, before: readonly PartName[] = []): readonly PartName[] {
  const part = parsePart(text);
  if (part) return [...before, part];
  throw new InvalidArgumentError(`It is one of ${PART_KINDS.map((kind) => `${kind}:…`).join(', ')}.`);
}
