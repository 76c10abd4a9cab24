import { SaxesParser } from 'saxes';
import type { FlavourName } from '../brief/flavour-names.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { type Place, placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import { HOSTS } from '../host/hosts.ts';
import { lineEnd, type Marker, typedMarker } from '../host/markers.ts';
import { readWords, type RegionRequest, type RegionWords } from './region-words.ts';

/** A place in a page that Assay fills: what stands between two markers. */
export interface Region extends RegionWords {
  /** Of its opening marker. */
  readonly place: Place;
  /** Whether it stands within a line of text, and so holds a figure only. */
  readonly isInline: boolean;
  /** What stands before each line of its content: its marker is indented by as much. */
  readonly indent: string;
  readonly opening: Marker;
  /** Undefined for a region that ends before a heading. */
  readonly closing: Marker | undefined;
  /** Offsets of what stands between the markers. */
  readonly start: number;
  readonly end: number;
}

/** A page of a person with its regions in order. */
export interface PageRegions {
  /** The page without a byte-order mark. */
  readonly file: SourceFile;
  readonly flavour: FlavourName;
  readonly regions: readonly Region[];
}

/**
 * Finds the regions of a page; none if it has no markers. Undefined, with a diagnostic at each, if markers are not
 * closed, nested, in the form of another flavour, at a place where they cannot be, or say what is not understood: such a
 * page stays as it is.
 */
export function readRegions(file: SourceFile, flavour: FlavourName, diagnostics: Diagnostics): PageRegions | undefined {
  const own = new Diagnostics();
  const page = understoodRegions(file, flavour, own);
  diagnostics.include(own);
  return own.failed ? undefined : page;
}

/** Finds the regions of a page that are understood, and reports the markers that are not. */
export function understoodRegions(file: SourceFile, flavour: FlavourName, diagnostics: Diagnostics): PageRegions {
  const markers = markersIn(file.text, flavour);
  if (markers.length === 0) reportForeign(file, flavour, diagnostics);
  const pairs = pairsOf(file, flavour, markers, diagnostics);
  return { file, flavour, regions: pairs.flatMap((pair) => regionOf(file, flavour, pair, diagnostics) ?? []) };
}

/** Finds the markers of a page in order. What stands in code, or in another comment, is text. */
export function markersIn(text: string, flavour: FlavourName): Marker[] {
  return text.includes('assay') ? HOSTS[flavour].marking.find(text) : [];
}

interface Pair {
  readonly opening: Marker;
  /** Undefined for a region that ends before a heading. */
  readonly closing: Marker | undefined;
  readonly end: number;
}

function reportForeign(file: SourceFile, flavour: FlavourName, diagnostics: Diagnostics): void {
  const { form } = HOSTS[flavour].marking;
  const others = Object.values(HOSTS).filter(({ marking }) => marking.form !== form);
  const found = others.map(({ marking }) => file.text.search(marking.form.opening));
  const at = Math.min(...found.filter((offset) => offset !== -1));
  if (at === Infinity) return;
  const message = `a page for ${flavour} has no markers of this form: its readers would see them`;
  const hint = `write ${typedMarker(form, 'opening', 'brief=…')}, or name another flavour`;
  diagnostics.error('embed/foreign-marker', message, placeAt(file, at, lineEnd(file.text, at)), hint);
}

function pairsOf(file: SourceFile, flavour: FlavourName, markers: readonly Marker[], diagnostics: Diagnostics): Pair[] {
  const pairs: Pair[] = [];
  const closingText = typedMarker(HOSTS[flavour].marking.form, 'closing');
  let open: Marker | undefined;
  for (const marker of markers) {
    const place = markerPlace(file, marker);
    if (marker.isTorn) {
      diagnostics.error('embed/unclosed', 'the comment that starts here is not closed', place, 'close it with -->');
    } else if (marker.kind === 'closing') {
      if (open) pairs.push({ opening: open, closing: marker, end: marker.start });
      else
        diagnostics.error(
          'embed/unclosed',
          'no region is open here',
          place,
          'remove this marker, or add the opening one',
        );
      open = undefined;
    } else {
      const ended = open && openRegion(file.text, flavour, open);
      if (open && ended && ended.end <= marker.start) pairs.push(ended);
      else if (open) {
        const { line } = markerPlace(file, open);
        const hint = `close the region of line ${line} with ${closingText} before`;
        diagnostics.error('embed/nested', `a region starts inside that of line ${line}`, place, hint);
      }
      open = marker;
    }
  }
  if (!open) return pairs;
  const ended = openRegion(file.text, flavour, open);
  if (ended) return [...pairs, ended];
  const hint = `write ${closingText} where it ends`;
  diagnostics.error('embed/unclosed', 'the region that starts here is not closed', markerPlace(file, open), hint);
  return pairs;
}

/** A region without a closing marker, where the host knows how it ends. */
function openRegion(text: string, flavour: FlavourName, opening: Marker): Pair | undefined {
  const end = HOSTS[flavour].marking.endOf?.(text, opening);
  return end === undefined ? undefined : { opening, closing: undefined, end };
}

function regionOf(
  file: SourceFile,
  flavour: FlavourName,
  { opening, closing, end }: Pair,
  diagnostics: Diagnostics,
): Region | undefined {
  const words = readWords(file, opening, diagnostics);
  const place = markerPlace(file, opening);
  if (closing && closing.words !== '') {
    const hint = `write ${typedMarker(HOSTS[flavour].marking.form, 'closing')}`;
    diagnostics.error('embed/bad-attribute', 'a closing marker has no attributes', markerPlace(file, closing), hint);
  }
  const layout = layoutOf(file.text, { opening, closing, end }, words?.request);
  const fault = layoutFault(flavour, layout, words?.request);
  if (fault) diagnostics.error('embed/bad-place', fault.message, place, fault.hint);
  if (!words || fault) return undefined;
  const { isInline, before } = layout;
  return { ...words, place, isInline, indent: isInline ? '' : before, opening, closing, start: opening.end, end };
}

/** How a region stands among the lines of its page. */
interface Layout {
  readonly isInline: boolean;
  /** Whether the line goes on before or after it. */
  readonly isAmidText: boolean;
  /** What stands before its opening marker in the line. */
  readonly before: string;
}

function layoutOf(text: string, { opening, closing, end }: Pair, request: RegionRequest | undefined): Layout {
  if (opening.isInLine !== undefined) {
    const isBroken = opening.isInLine !== closing?.isInLine || !isWholeXml(text.slice(opening.end, end));
    return { isInline: opening.isInLine && !isBroken, isAmidText: isBroken, before: '' };
  }
  const before = text.slice(text.lastIndexOf('\n', opening.start - 1) + 1, opening.start);
  const last = closing?.end ?? opening.end;
  const after = text.slice(last, lineEnd(text, last));
  const isAmidText = before.trim() !== '' || after.trim() !== '' || hasWordsNextToMarkers(text, opening, end, closing);
  const isOneLine = closing !== undefined && !text.slice(opening.start, closing.end).includes('\n');
  return { isInline: isOneLine && (isAmidText || request?.part?.kind === 'value'), isAmidText, before };
}

/** Whether elements that begin in a text end there, and the other way round. */
function isWholeXml(text: string): boolean {
  let isWhole = true;
  const parser = new SaxesParser({ fragment: true });
  parser.on('error', () => {
    isWhole = false;
  });
  // the host knows the entities of HTML
  if (text.includes('<')) parser.write(text.replaceAll(/&\w+;/g, ' ')).close();
  return isWhole;
}

/** Whether a region of several lines has words in the lines of its markers. */
function hasWordsNextToMarkers(text: string, opening: Marker, end: number, closing: Marker | undefined): boolean {
  const body = text.slice(opening.end, end);
  if (!body.includes('\n')) return false;
  const first = body.slice(0, body.indexOf('\n'));
  const last = closing ? body.slice(body.lastIndexOf('\n') + 1) : '';
  return (first + last).trim() !== '';
}

/** Why a region cannot stand where it does. */
function layoutFault(
  flavour: FlavourName,
  { isInline, isAmidText, before }: Layout,
  request: RegionRequest | undefined,
): { readonly message: string; readonly hint: string } | undefined {
  if (!isInline) {
    const hint = 'give each of its markers a line of its own, with nothing before but spaces';
    return isAmidText || before.trim() !== ''
      ? { message: 'this region is neither within a line nor in lines of its own', hint }
      : undefined;
  }
  if (request && request.part?.kind !== 'value') {
    return {
      message: 'only a figure fits into a line of text',
      hint: 'write part=value:… , or give each marker a line of its own',
    };
  }
  // Markdown reads a line that starts with a comment as HTML, and shows its marks as they stand.
  if (HOSTS[flavour].marking.hidesLine && before.trim() === '') {
    return {
      message: 'a line that starts with a comment is HTML: no mark of Markdown counts in it',
      hint: 'put a word before the marker',
    };
  }
  return undefined;
}

function markerPlace(file: SourceFile, { start, end, isTorn, wordsAt, words }: Marker): Place {
  return placeAt(file, start, isTorn ? wordsAt + words.length : end);
}
