import type { FlavourName } from '../brief/flavour-names.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { sha256 } from '../core/machine/hash.ts';
import { HOSTS } from '../host/hosts.ts';
import { markerText, withWords } from '../host/markers.ts';
import { type PageRegions, readRegions, type Region } from './page-regions.ts';
import { type RegionMark, type RegionRequest, wordsOf, wordsWith } from './region-words.ts';

/** What a region is filled with. */
export interface Filling {
  /** The hash of what it is made from. */
  readonly inputs: string;
  /** Lines that end with a line feed, the last one too or not. */
  readonly text: string;
  /** Whose the region is, if it is published. */
  readonly mark?: RegionMark;
  /** What the region asks for, if that is to be other than it was. */
  readonly request?: RegionRequest;
}

/** The content of a region as it stands in the page, without what its place in the page adds to it. */
function contentOf(text: string, { start, end, indent }: Pick<Region, 'start' | 'end' | 'indent'>): string {
  const body = text.slice(start, end).replaceAll('\r\n', '\n');
  return (indent === '' ? body : body.replaceAll(`\n${indent}`, '\n')).trim();
}

/** The hash of a content: of its letters where the host writes markup in its own way when a page is saved. */
function hashOf(content: string, flavour: FlavourName): string {
  return sha256(HOSTS[flavour].marking.saved?.letters(content) ?? content).slice(0, 16);
}

/**
 * Whether a person changed what stands in a region since Assay wrote it. Text in a region that Assay never filled is a
 * person's, too.
 */
export function isEdited({ file, flavour }: PageRegions, region: Region): boolean {
  const content = contentOf(file.text, region);
  return region.written === undefined ? content !== '' : hashOf(content, flavour) !== region.written;
}

/**
 * Whether a region holds a content. Where the host writes markup in its own way, the letters count, and the files that are
 * shown.
 */
export function holds({ file, flavour }: PageRegions, region: Region, text: string): boolean {
  const [held, wanted] = [contentOf(file.text, region), text.trim()];
  const { saved } = HOSTS[flavour].marking;
  if (!saved) return held === wanted;
  return saved.letters(held) === saved.letters(wanted) && saved.files(held) === saved.files(wanted);
}

/**
 * The page with regions filled. Regions without a filling, and everything outside, stay as they are, byte by byte; a
 * region whose filling is what it holds already does not change.
 */
export function fillRegions({ file, flavour, regions }: PageRegions, fillings: ReadonlyMap<Region, Filling>): string {
  const { text } = file;
  const { form } = HOSTS[flavour].marking;
  const newline = /\r\n|\n/.exec(text)?.[0] ?? '\n';
  const pieces: string[] = [];
  let at = 0;
  for (const region of regions) {
    const filling = fillings.get(region);
    if (!filling) continue;
    const content = filling.text.trim();
    const written = hashOf(content, flavour);
    const asked = filling.request ? wordsOf(filling.request) : region.opening.words;
    const kept = { ...filling.mark, inputs: filling.inputs, written };
    const marker = withWords(text, region.opening, form, wordsWith(asked, kept));
    const isSame = region.written === written && contentOf(text, region) === content;
    const body = isSame ? text.slice(region.start, region.end) : placed(content, region, flavour, newline);
    const closing = region.closing ? withWords(text, region.closing, form, '') : '';
    pieces.push(text.slice(at, region.opening.start), marker, body, closing);
    at = region.closing?.end ?? region.end;
  }
  return pieces.join('') + text.slice(at);
}

/** A content between its markers, in the lines of a page. */
function placed(
  content: string,
  { isInline, indent, opening, closing }: Region,
  flavour: FlavourName,
  newline: string,
): string {
  if (isInline) return content;
  const lines = content.split('\n').map((line) => (line === '' ? '' : indent + line));
  const gap = HOSTS[flavour].marking.isSpaced ? newline + newline : newline;
  const last = opening.isInLine === undefined ? indent : '';
  return gap + lines.join(newline) + (closing ? gap : newline + newline) + last;
}

/** A region without content, for a page that has none yet. */
export function newRegion(request: RegionRequest, flavour: FlavourName): string {
  const { form } = HOSTS[flavour].marking;
  return `${markerText(form, 'opening', wordsOf(request))}\n${markerText(form, 'closing', '')}\n`;
}

/** What the page would hold after filling, if its regions could not be found again as they were written. */
export function lostRegions(
  { file, flavour, regions }: PageRegions,
  text: string,
  fillings: ReadonlyMap<Region, Filling>,
): Region[] {
  const again = readRegions({ path: file.path, text }, flavour, new Diagnostics());
  return regions.filter((region, index) => {
    const filling = fillings.get(region);
    const found = again?.regions.length === regions.length ? again.regions[index] : undefined;
    return filling && !(found && found.inputs === filling.inputs && again && !isEdited(again, found));
  });
}
