import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { type Place, placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import { parsePart, PART_KINDS, type PartName } from '../document/part-name.ts';
import type { Marker } from '../host/markers.ts';

/** What a region asks for. */
export interface RegionRequest {
  readonly brief: string;
  /** Id of an edition, or `latest`: that of the newest release. */
  readonly edition: string;
  /** Default: the first of the brief. */
  readonly locale: string | undefined;
  readonly member: string | undefined;
  /** Default: the whole brief. */
  readonly part: PartName | undefined;
}

/** The attributes that a person writes, in the order in which Assay writes them. */
export const ASKED = ['brief', 'edition', 'locale', 'member', 'part'] as const;

/** The hashes that Assay keeps: of what the content is made from, and of the content as it was written. */
const HASHES = ['inputs', 'written'] as const;

/** What Assay keeps in a marker, in the order in which it writes it. */
const KEPT = ['target', 'owner', ...HASHES] as const;

/** Whose a region is that `assay publish` writes. */
export interface RegionMark {
  /** The target of `assay.yaml` that it was published to; undefined for a region that a person put there. */
  readonly target: string | undefined;
  /** The root folder that it was published from, as that calls itself. */
  readonly owner: string | undefined;
}

export type RegionAttribute = (typeof ASKED)[number] | (typeof KEPT)[number];

/** An opening marker as it was read. */
export interface RegionWords extends RegionMark {
  readonly request: RegionRequest;
  readonly inputs: string | undefined;
  readonly written: string | undefined;
  /** The place of an attribute, or of the marker if it has none. */
  readonly placeOf: (attribute: RegionAttribute) => Place;
}

/** Names of targets and owners, in `assay.yaml` and in markers. */
export const MARK_NAME = /^[a-z0-9][a-z0-9-]*$/;

const HASH = /^[0-9a-f]{16}$/;

/** Reads the attributes of an opening marker; undefined after a report if anything is wrong. */
export function readWords(file: SourceFile, marker: Marker, diagnostics: Diagnostics): RegionWords | undefined {
  const known = new Set<string>([...ASKED, ...KEPT]);
  const found = new Map<string, { readonly value: string; readonly place: Place }>();
  let isSound = true;
  const report = (message: string, place: Place, hint: string | undefined): void => {
    isSound = false;
    diagnostics.error('embed/bad-attribute', message, place, hint);
  };
  for (const { 0: text, index } of marker.words.matchAll(/\S+/g)) {
    const at = marker.wordsAt + index;
    const place = placeAt(file, at, at + text.length);
    const [, name, quoted = ''] = /^([a-z]+)=(.*)$/.exec(text) ?? [];
    const value = quoted.replace(/^"(.*)"$/, '$1');
    if (name === undefined) report(`${text} is not an attribute`, place, 'write name=value, without spaces');
    else if (!known.has(name)) report(`the attribute ${name} is unknown here`, place, didYouMean(name, ASKED));
    else if (value === '') report(`the attribute ${name} has no value`, place, 'write it after the equals sign');
    else if (found.has(name)) report(`the attribute ${name} appears a second time`, place, 'remove one of the two');
    else found.set(name, { value, place });
  }
  const whole = placeAt(file, marker.start, marker.isTorn ? marker.wordsAt : marker.end);
  const placeOf = (attribute: RegionAttribute): Place => found.get(attribute)?.place ?? whole;
  const valueOf = (attribute: RegionAttribute): string | undefined => found.get(attribute)?.value;
  const partText = valueOf('part');
  const part = partText === undefined ? undefined : parsePart(partText);
  if (partText !== undefined && !part) {
    report(
      `${partText} is not part of a brief`,
      placeOf('part'),
      `write ${PART_KINDS.map((kind) => `${kind}:…`).join(', ')}`,
    );
  }
  const brief = valueOf('brief');
  if (brief === undefined && isSound)
    report('the attribute brief is missing', whole, 'name a folder of templates/: brief=…');
  for (const name of ['target', 'owner'] as const) {
    if (!MARK_NAME.test(valueOf(name) ?? 'x'))
      report(`${valueOf(name)} is not a name`, placeOf(name), 'remove the attribute: Assay writes it');
  }
  for (const hash of HASHES) {
    if (!HASH.test(valueOf(hash) ?? '0'.repeat(16))) {
      report(`${valueOf(hash)} is not a hash`, placeOf(hash), `remove the attribute: Assay writes it`);
    }
  }
  if (!isSound || brief === undefined) return undefined;
  const request = {
    brief,
    edition: valueOf('edition') ?? 'latest',
    locale: valueOf('locale'),
    member: valueOf('member'),
    part,
  };
  return {
    request,
    target: valueOf('target'),
    owner: valueOf('owner'),
    inputs: valueOf('inputs'),
    written: valueOf('written'),
    placeOf,
  };
}

/** What Assay keeps in a marker: two hashes, and whose region it is. */
export type KeptWords = Readonly<Record<(typeof HASHES)[number], string>> & Partial<RegionMark>;

/** The words of a marker with what Assay keeps renewed, and everything else as it was written. */
export function wordsWith(words: string, kept: KeptWords): string {
  const own = words.replaceAll(/\s*(?<!\S)(?:target|owner|inputs|written)=\S+/g, '').trimEnd();
  return [own, ...KEPT.flatMap((name) => (kept[name] === undefined ? [] : [`${name}=${kept[name]}`]))].join(' ');
}

/** The words of a marker that asks for something. */
export function wordsOf({ brief, edition, locale, member, part }: RegionRequest): string {
  const values = { brief, edition, locale, member, part: part && `${part.kind}:${part.id}` };
  return ASKED.flatMap((name) => (values[name] === undefined ? [] : [`${name}=${values[name]}`])).join(' ');
}
