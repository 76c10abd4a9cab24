import { PAPERS, type Paper } from '../../brief/paper.ts';
import { readCanvases } from './conform/canvases.ts';
import { ARTIFACTS } from './conform/content-stream.ts';
import { type Attachment, attachFiles } from './conform/embedded-files.ts';
import { charactersIn, markedGlyphs } from './conform/glyph-characters.ts';
import { type KnownObjects, knownObjects, type StrangeThing } from './conform/known-keys.ts';
import { linkTarget, targetKey } from './conform/link-annotations.ts';
import { addOutputIntent } from './conform/output-intent.ts';
import { type PdfFile, type PdfObject, streamText, textOf } from './conform/pdf-file.ts';
import { parseArray, parseDictionary, readText, reference, referred, textString } from './conform/pdf-syntax.ts';
import { elementsOf, readStructure, type StructureElement } from './conform/structure.ts';
import { inflated, readWritten, type WrittenPdf } from './conform/written-pdf.ts';
import { type DocumentFacts, writeMetadata } from './conform/xmp-metadata.ts';
import { plainName } from './destinations.ts';
import { pageLabel } from './page-label.ts';

/** A link of a page before it is printed. */
export interface UnprintedLink {
  readonly href: string;
  /** Its words or its label; numbers of pages are known when it is printed: the id of what begins there. */
  readonly words: readonly (string | { readonly pageOf: string })[];
}

/** What a document says and does around its pages, in the PDF of it. */
export interface Surroundings extends Omit<DocumentFacts, 'date'> {
  readonly title: string;
  readonly language: string;
  readonly paper: Paper;
  /** In reading order. */
  readonly links: readonly UnprintedLink[];
  /** Whether the page has pictures of points, as a logo may be. */
  readonly hasPictures: boolean;
  readonly attachments: readonly Attachment[];
}

/** What a PDF has around its pages that is not so in the document. */
export interface SurroundingFault {
  /** Whether the document has such a thing, with another content. */
  readonly isChanged: boolean;
  readonly problem: string;
}

/**
 * Compares what a PDF has besides the letters of its pages with what a print of the document has: each object and key must
 * be of those that Assay writes, and what a reader meets in them, such as titles, links, words for screen readers and
 * attached files, must be that of the document. Throws an Error where it cannot be read.
 */
export function compareSurroundings(
  pdf: Uint8Array,
  expected: Surroundings,
): { readonly pages: number; readonly faults: readonly SurroundingFault[] } {
  let written: WrittenPdf;
  try {
    written = readWritten(pdf);
  } catch (error) {
    const problem = `it is not a file as Assay writes it: ${(error as Error).message}`;
    return { pages: 0, faults: [{ isChanged: false, problem }] };
  }
  const known = knownObjects(written);
  const extra = (things: readonly StrangeThing[]): SurroundingFault[] =>
    things.map(({ object, problem }) => ({
      isChanged: false,
      problem: object === 0 ? problem : `object ${object}, ${problem}`,
    }));
  const pages = pagesIn(written);
  // what is compared below is read as Assay writes it
  if (known.strange.length > 0) return { pages: pages.length, faults: extra(known.strange) };
  const file = fileOf(written, pages);
  const elements = elementsOf(readStructure(file).root);
  const changed = [...changedFacts(file, expected), ...changedLinks(file, elements, known, expected)];
  const strange = [
    ...strangePages(file, expected),
    ...strangeElements(elements, expected),
    ...strangeMarks(file, known),
  ];
  if (!expected.hasPictures)
    strange.push(
      ...known.ofKind('image').map((object) => ({ object, problem: 'a picture, which the document does not have' })),
    );
  return {
    pages: pages.length,
    faults: [...changed.map((problem) => ({ isChanged: true, problem })), ...extra(strange)],
  };
}

/** Numbers of the pages, in order. */
function pagesIn({ objects, trailer }: WrittenPdf): number[] {
  const found: number[] = [];
  const seen = new Set<number>();
  const collect = (value: string | undefined): void => {
    const number = referred(value);
    const object = number === undefined ? undefined : objects.get(number);
    if (number === undefined || !object || seen.has(number)) return;
    seen.add(number);
    const kids = parseDictionary(object.text).get('/Kids');
    if (kids === undefined) found.push(number);
    else for (const kid of parseArray(kids)) collect(kid);
  };
  const catalog = objects.get(referred(trailer.get('/Root')) ?? 0);
  collect(parseDictionary(catalog?.text ?? '<<>>').get('/Pages'));
  return found;
}

function fileOf({ objects, trailer }: WrittenPdf, pages: readonly number[]): PdfFile {
  const [root = 0, info = 0] = ['/Root', '/Info'].map((key) => referred(trailer.get(key)));
  const own = new Map(objects);
  return { objects: own, catalog: parseDictionary(textOf({ objects: own }, root)), root, info, pages, next: 0 };
}

/** The entries of the catalog that follow from the document alone. */
const FACTS = ['/Lang', '/Metadata', '/ViewerPreferences', '/OutputIntents', '/AF', '/Names'] as const;

/** What the PDF says about the document that the document does not say. Any date may stand there: that of the print. */
function* changedFacts(file: PdfFile, expected: Surroundings): Generator<string> {
  const stated = parseDictionary(textOf(file, file.info)).get('/CreationDate') ?? '';
  const [, ...parts] = /^\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\+00'00'\)$/.exec(stated) ?? [];
  const date = new Date(`${parts.slice(0, 3).join('-')}T${parts.slice(3).join(':')}Z`);
  if (Number.isNaN(date.getTime())) {
    yield `its date is ${stated}`;
    return;
  }
  const { title, language, attachments, ...facts } = expected;
  const catalog = new Map([['/Lang', textString(language)]]);
  const own: PdfFile = { objects: new Map(), catalog, root: 1, info: 2, pages: [], next: 3 };
  writeMetadata(own, asBrowsersWrite(title), { ...facts, date });
  addOutputIntent(own);
  attachFiles(own, attachments, date);
  const compare = differences(file, own);
  yield* compare(reference(file.info), reference(own.info), 'information');
  for (const key of FACTS) yield* compare(file.catalog.get(key), own.catalog.get(key), `catalog: ${key.slice(1)}`);
}

/** A title with one space in place of several and of ends of lines. */
function asBrowsersWrite(title: string): string {
  return title.replaceAll(/[\t\n\f\r ]+/g, ' ').trim();
}

/** Compares values of two files, and names each place where they differ. */
function differences(
  found: PdfFile,
  expected: PdfFile,
): (value: string | undefined, wanted: string | undefined, name: string) => Generator<string> {
  const resolved = (file: PdfFile, value: string | undefined): PdfObject | undefined => {
    const number = referred(value);
    return number === undefined ? (value === undefined ? undefined : { text: value }) : file.objects.get(number);
  };
  const compared = new Set<string>();
  return function* compare(value, wanted, name): Generator<string> {
    const [one, other] = [resolved(found, value), resolved(expected, wanted)];
    if (referred(value) !== undefined) {
      if (compared.has(`${value} ${wanted}`)) return;
      compared.add(`${value} ${wanted}`);
    }
    if (!one || !other) {
      if (one || other) yield one ? `${name} is ${shown(one.text)}, and the document has none` : `${name} is missing`;
      return;
    }
    const isStream = one.stream !== undefined || other.stream !== undefined;
    if (isStream && !(one.stream && other.stream && inflated(0, one).equals(inflated(0, other))))
      yield `${name} has another content`;
    if (one.text.startsWith('<<') && other.text.startsWith('<<')) {
      const [entries, own] = [parseDictionary(one.text), parseDictionary(other.text)];
      for (const key of new Set([...entries.keys(), ...own.keys()]))
        if (key !== '/Length') yield* compare(entries.get(key), own.get(key), `${name}: ${key.slice(1)}`);
    } else if (one.text.startsWith('[') && other.text.startsWith('[')) {
      const [members, own] = [parseArray(one.text), parseArray(other.text)];
      for (let at = 0; at < Math.max(members.length, own.length); at += 1) yield* compare(members[at], own[at], name);
    } else if (shown(one.text) !== shown(other.text)) {
      yield `${name} is ${shown(one.text)} and not ${shown(other.text)}`;
    }
  };
}

/** A value as messages show it: a text with its words. */
function shown(value: string): string {
  return /^(?:\(|<FEFF)/.test(value) ? `"${readText(value)}"` : value;
}

/** Links that lead elsewhere, or are called otherwise, than those of the document. */
function changedLinks(
  file: PdfFile,
  elements: readonly StructureElement[],
  known: KnownObjects,
  { links }: Surroundings,
): string[] {
  // one that goes on on the next line has an annotation on each
  const found = elements
    .filter(({ role }) => role === 'Link')
    .map(({ kids }) => ({ objects: kids.flatMap((kid) => (kid.kind === 'object' ? [kid.object] : [])) }))
    .filter(({ objects }) => objects.length > 0);
  const labels = placeLabels(file);
  const wanted = links.map(({ href, words }) => ({
    target: targetKey(href),
    words: words.map((word) => (typeof word === 'string' ? word : (labels.get(word.pageOf) ?? ''))).join(''),
  }));
  const faults: string[] = [];
  const owned = new Set(found.flatMap(({ objects }) => objects));
  for (const link of known.ofKind('link'))
    if (!owned.has(link)) faults.push(`object ${link}, a link of no words of the text`);
  if (found.length !== wanted.length) faults.push(`it has ${found.length} links in place of ${wanted.length}`);
  for (const [index, { target, words: own }] of wanted.entries()) {
    for (const object of found[index]?.objects ?? []) {
      const text = textOf(file, object);
      const [to, words] = [linkTarget(text), readText(parseDictionary(text).get('/Contents') ?? '()')];
      if (targetKey(to) !== target) faults.push(`object ${object}, link: it leads to ${to} and not to ${target}`);
      // a link whose address the browser writes otherwise has it in place of its words
      else if (squeezed(words) !== squeezed(own) && words !== to)
        faults.push(`object ${object}, link: Contents is "${words}" and not "${own}"`);
    }
  }
  return faults;
}

/** Text without spaces and invisible characters. */
function squeezed(text: string): string {
  return text.replaceAll(/[\s\p{Cf}]/gu, '');
}

/** The number of the page on which each named place is. */
function placeLabels(file: PdfFile): ReadonlyMap<string, string> {
  const annex = /0<<\/S\/D>>(\d+)/.exec(file.catalog.get('/PageLabels') ?? '')?.[1];
  const annexFrom = annex === undefined ? undefined : Number(annex) + 1;
  const places = referred(file.catalog.get('/Dests'));
  const labels = new Map<string, string>();
  for (const [name, place] of places === undefined ? [] : parseDictionary(textOf(file, places))) {
    const page = referred(parseArray(place)[0]) ?? 0;
    labels.set(plainName(name.slice(1)), pageLabel(file.pages.indexOf(page) + 1, annexFrom));
  }
  return labels;
}

/** Points of a millimetre. */
const POINTS = 72 / 25.4;

/** Pages that are not as large as their paper. The browser rounds to pixels. */
function strangePages(file: PdfFile, { paper }: Surroundings): StrangeThing[] {
  const { width, height } = PAPERS[paper];
  return file.pages.flatMap((object) => {
    const box = parseDictionary(textOf(file, object)).get('/MediaBox') ?? '';
    const [left, bottom, right = 0, top = 0] = parseArray(box).map(Number);
    const isWhole = left === 0 && bottom === 0;
    if (isWhole && Math.abs(right - width * POINTS) < 1 && Math.abs(top - height * POINTS) < 1) return [];
    return [{ object, problem: `page: MediaBox is ${box}, which is not ${paper}` }];
  });
}

/** Words that stand for what is seen, where they are not an alternative text of a picture, and languages besides that of the document. */
function strangeElements(elements: readonly StructureElement[], { language }: Surroundings): StrangeThing[] {
  return elements.flatMap(({ number: object, role, entries }) => {
    const own = entries.get('/Lang');
    const problems = [
      entries.has('/Alt') && role !== 'Figure'
        ? [`element ${role}: Alt is a key that Assay writes for pictures alone`]
        : [],
      own !== undefined && readText(own) !== language
        ? [`element ${role}: Lang is ${shown(own)} and not "${language}"`]
        : [],
    ].flat();
    return problems.map((problem) => ({ object, problem }));
  });
}

/** What a content stream may mark: content that an element has, artifacts, and a glyph with its character. */
const MARKS = new RegExp(
  String.raw`(?:/\w+ <</MCID \d+ >>|${ARTIFACTS.map((mark) => mark.slice(0, -'BDC\n'.length))
    .join('|')
    .replaceAll(/[[\]]/g, String.raw`\$&`)}|/Span<</ActualText (?:\([^\n]*\)|<[0-9A-F]+>) >> )BDC\n`,
  'g',
);
const MARKING = /\b(?:BDC|BMC|DP|MP|BI)\b/g;

/** Marks in what is drawn that Assay does not write, above all words that stand for what is drawn. */
function strangeMarks(file: PdfFile, known: KnownObjects): StrangeThing[] {
  const strange: StrangeThing[] = [];
  let replaced = 0;
  const streams = ['drawing', 'form', 'tiling pattern'].flatMap((kind) => known.ofKind(kind));
  for (const object of streams) {
    const text = streamText(file, object);
    const marks = text.match(MARKS) ?? [];
    const left = leftMarks(text);
    replaced += text.split('/ActualText').length - 1 - left.length;
    if (!left.every((words) => LETTERS.test(words))) strange.push({ object, problem: 'ActualText of no glyph' });
    if (marks.length !== (text.match(MARKING) ?? []).length)
      strange.push({ object, problem: 'a mark that Assay does not write' });
  }
  if (replaced === 0) return strange;
  const canvases = [...readCanvases(file).canvases.values()];
  const glyphs = canvases.flatMap(markedGlyphs);
  const fonts = new Map<number, ReadonlyMap<string, string>>();
  for (const { canvas, font, code, text } of glyphs) {
    const characters = fonts.get(font) ?? charactersOf(file, font);
    fonts.set(font, characters);
    const drawn = characters.get(code) ?? '';
    if (!isAlike(drawn, text))
      strange.push({ object: canvas.stream, problem: `ActualText is "${text}", and "${drawn}" is drawn` });
  }
  if (glyphs.length !== replaced) strange.push({ object: streams[0] ?? 0, problem: 'ActualText of more than a glyph' });
  return strange;
}

/**
 * What marks say that stand outside of all others and hold nothing: the browser leaves them where a glyph is not drawn because
 * it is on another page.
 */
function leftMarks(text: string): string[] {
  const left: string[] = [];
  let depth = 0;
  for (const { 0: mark, 1: words } of text.matchAll(
    /\/Span<<\/ActualText (\([^\n]*\)|<[0-9A-F]+>) >> BDC\nEMC\n|\b(?:BDC|EMC)\b/g,
  )) {
    if (words !== undefined && depth === 0) left.push(readText(words));
    else if (words === undefined) depth += mark === 'EMC' ? -1 : 1;
  }
  return left;
}

/** The characters of one glyph, and no figure. */
const LETTERS = /^[\p{L}\p{M}\p{Cf}\u2010\u2011\u2019]{1,3}$/u;

function charactersOf(file: PdfFile, font: number): ReadonlyMap<string, string> {
  const map = referred(parseDictionary(textOf(file, font)).get('/ToUnicode'));
  return map === undefined ? new Map() : charactersIn(streamText(file, map));
}

/**
 * Characters for which a font may have one glyph: dashes, quotation marks, other punctuation, dots, what is not seen, and letters
 * that Greek, Cyrillic and mathematics share. None is a figure or its sign.
 */
const SHARED = [
  /^[\p{Pd}\u00AD]$/u,
  /^['\u02BB\u02BC\p{Pi}\p{Pf}]$/u,
  /^(?![%\u2030])[\p{Po}\p{Ps}\p{Pe}\u2219\u22C5]$/u,
  /^[\s\p{Cf}\p{Zs}]*$/u,
  /^[\u0394\u2206]$/,
  /^[\u03A0\u220F]$/,
  /^[\u03A3\u2211]$/,
];
const SCRIPTS = [/^\p{Script=Latin}$/u, /^\p{Script=Greek}$/u, /^\p{Script=Cyrillic}$/u];

/** Whether a font may draw two texts with one glyph. */
function isAlike(drawn: string, text: string): boolean {
  if (drawn.normalize('NFKC') === text.normalize('NFKC')) return true;
  if (SHARED.some((one) => one.test(drawn) && one.test(text))) return true;
  const [one, other] = [drawn, text].map((character) => SCRIPTS.findIndex((script) => script.test(character)));
  if (one !== other && one !== -1 && other !== -1) return true;
  return /^[\u2E80-\u2EFF]$/.test(drawn) && /^\p{Script=Han}$/u.test(text);
}
