import { crc32 } from 'node:zlib';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { type Place, placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import { decodeText } from '../core/diagnostics/source-text.ts';
import type { DataFile } from '../core/files/data-file.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { localisedOf } from '../dataset/localised.ts';
import type { Logo } from './house-style.ts';
import { nextTo } from './style-files.ts';
import type { StyleInput } from './style-schema.ts';

/** Limit for the file, which brief.html contains: a hundred times a simple logo. */
export const MAX_BYTES = 512 * 1024;

/** Limit for the sides of a PNG: the page shows no more at 600 dots per inch. */
const MAX_PIXELS = 4096;

/** Width of the text on the page in millimetres. */
const TEXT_WIDTH = 170;

/** What is narrower cannot be seen. */
const LEAST_WIDTH = 1;

const DEFAULT_HEIGHT = 10;

/** Reads the picture next to a style; its mistakes are reported in it or at its name. */
export async function loadLogo(
  workspace: Workspace,
  yaml: DataFile,
  input: NonNullable<StyleInput['logo']>,
  diagnostics: Diagnostics,
): Promise<Logo | undefined> {
  const place = yaml.placeOf(input, 'file');
  const path = nextTo(place.file.path, input.file);
  const bytes = await workspace.readNamed(path, MAX_BYTES, place, diagnostics);
  if (!bytes) return undefined;
  const isSvg = path.endsWith('.svg');
  const size = isSvg ? svgSize(path, bytes, diagnostics) : pngSize(bytes, place, diagnostics);
  if (!size) return undefined;
  const height = input.height === undefined ? DEFAULT_HEIGHT : Number.parseFloat(input.height);
  const exact = (height * size.width) / size.height;
  const width = Math.ceil(exact);
  if (exact < LEAST_WIDTH) {
    const message = `at a height of ${height}mm this picture is less than ${LEAST_WIDTH}mm wide`;
    diagnostics.error('style/logo', message, place, 'give it a viewBox that fits what it draws');
  }
  if (width > TEXT_WIDTH) {
    const message = `at a height of ${height}mm this picture is ${width}mm wide; the page has room for ${TEXT_WIDTH}mm`;
    diagnostics.error('style/logo', message, place, 'give it a lesser height, or cut off what is empty');
  }
  const type = isSvg ? 'image/svg+xml' : 'image/png';
  return {
    address: `data:${type};base64,${bytes.toString('base64')}`,
    alt: localisedOf(input.alt),
    height,
    place,
  };
}

function svgSize(path: string, bytes: Buffer, diagnostics: Diagnostics): PictureSize | undefined {
  const file = decodeText(path, bytes, diagnostics);
  return file && checkPicture(file, diagnostics);
}

function pngSize(bytes: Buffer, place: Place, diagnostics: Diagnostics): PictureSize | undefined {
  const problem = pngProblem(bytes);
  if (problem === undefined) return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  return diagnostics.error('style/logo', `this picture ${problem}`, place, 'save it again as PNG, or use an SVG');
}

const PNG_SIGNATURE = '89504e470d0a1a0a';

/** Explains why a file is not a still PNG, by its chunks and their checksums. */
function pngProblem(bytes: Buffer): string | undefined {
  if (bytes.toString('hex', 0, 8) !== PNG_SIGNATURE) return 'is not a PNG';
  const chunks = pngChunks(bytes);
  if (!chunks || chunks[0] !== 'IHDR' || !chunks.includes('IDAT') || chunks.at(-1) !== 'IEND') return 'is damaged';
  if (chunks.includes('acTL')) return 'is animated';
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (width === 0 || height === 0) return 'is damaged';
  if (Math.max(width, height) > MAX_PIXELS) {
    return `has ${width} by ${height} pixels, where at most ${MAX_PIXELS} are shown`;
  }
  return undefined;
}

/** Types of the chunks in order; undefined if one is incomplete or has a wrong checksum. */
function pngChunks(bytes: Buffer): string[] | undefined {
  const types: string[] = [];
  for (let at = 8; at < bytes.length;) {
    if (at + 12 > bytes.length) return undefined;
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) return undefined;
    types.push(bytes.toString('latin1', at + 4, at + 8));
    at = end + 4;
  }
  return types;
}

/** In units of the picture: only the proportion matters. */
interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Plain shapes. Elements that repeat others (`use`, `mask`, `pattern`) could be nested to draw without end. */
const ELEMENTS = new Set(
  (
    'svg g defs title desc style path rect circle ellipse line polyline polygon ' +
    'linearGradient radialGradient stop clipPath'
  ).split(' '),
);

/** Elements that draw; the others hold, name or colour. */
const SHAPES = new Set('path rect circle ellipse line polyline polygon'.split(' '));

/** Elements whose content is drawn only where something refers to it. */
const UNDRAWN = ['defs', 'clipPath'];

/** Attributes that hold only numbers: beyond the largest, a browser draws nothing and says nothing. */
const NUMERIC = /^(?:x|y|[xy][12]|[cfr][xy]|r|width|height|points|d|transform)$/;
const MAX_NUMBER = 1e6;

/** Hints for some other elements. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ['text', 'turn text into outlines: the reader may not have its font'],
  ['use', 'draw the shape itself where it is used'],
  ['image', 'take a PNG, or draw it as shapes'],
  ['metadata', 'save it as plain SVG, without what its editor keeps for itself'],
]);

const PREFIXED = new Set(['xlink:href', 'xml:space', 'xml:lang', 'xmlns:xlink', 'xmlns:svg']);

/** Functions that load nothing. */
const FUNCTIONS = /^(?:rgba?|hsla?|matrix|translate[XY]?|rotate|scale[XY]?|skew[XY])$/i;

/** More shapes than a logo has. */
const MAX_ELEMENTS = 2000;

const SVG = 'http://www.w3.org/2000/svg';

/** Shared by the checks of a file. */
interface Reading {
  readonly file: SourceFile;
  readonly diagnostics: Diagnostics;
  /** Names of the open elements. */
  readonly open: string[];
  count: number;
  /** Whether a shape is drawn. */
  draws: boolean;
  size: PictureSize | undefined;
  /** Whether a mistake was reported: only the first one is. */
  failed: boolean;
}

/**
 * Checks that an SVG file is a still picture of plain shapes that runs and loads nothing, and reports the first mistake.
 * Returns the size in its `viewBox`; undefined after a report.
 */
function checkPicture(file: SourceFile, diagnostics: Diagnostics): PictureSize | undefined {
  const reading: Reading = { file, diagnostics, open: [], count: 0, draws: false, size: undefined, failed: false };
  const parser = new SaxesParser();
  const here = (): number => Math.max(0, file.text.lastIndexOf('<', parser.position - 1));
  parser.on('error', ({ message }) => {
    const said = message.replace(/^\d+:\d+: /, '');
    report(reading, `this is not well-formed XML: ${said}`, parser.position - 1, 'save it again as plain SVG');
  });
  parser.on('doctype', (doctype) => {
    if (!doctype.includes('[')) return;
    report(reading, 'entity declarations are not allowed', file.text.search(/<!DOCTYPE/i), 'save it without them');
  });
  parser.on('processinginstruction', ({ target }) => {
    report(reading, `the instruction <?${target}?> is not allowed`, here(), 'remove it');
  });
  parser.on('opentag', (tag) => {
    checkElement(tag, here(), reading);
    reading.open.push(tag.name);
  });
  parser.on('closetag', () => void reading.open.pop());
  // The parser has already read the end of a text: the < of a tag, or ]]>.
  const checkStyle = (text: string, end: string): void => {
    if (/^(?:title|desc)$/.test(reading.open.at(-1) ?? '')) checkWords(text, here(), reading);
    if (reading.open.at(-1) === 'style') checkSheet(text, parser.position - text.length - end.length, reading);
  };
  parser.on('text', (text) => checkStyle(text, '<'));
  parser.on('cdata', (text) => checkStyle(text, ']]>'));
  parser.write(file.text).close();
  if (!reading.draws) report(reading, 'this picture draws nothing', 0, 'put a path or another shape into it');
  return reading.failed ? undefined : reading.size;
}

function report(reading: Reading, message: string, offset: number, hint: string): void {
  if (reading.failed) return;
  reading.failed = true;
  reading.diagnostics.error('style/logo', message, placeAt(reading.file, Math.max(0, offset)), hint);
}

/** The words of a logo are read out, and shown by a browser: a number in them is bound to nothing. */
function checkWords(text: string, offset: number, reading: Reading): void {
  const numeral = /\p{N}[\p{N}.,]*/u.exec(text)?.[0];
  if (numeral) report(reading, `the words of the logo hold the number ${numeral}`, offset, 'name the logo without it');
}

function checkElement({ name, attributes }: SaxesTagPlain, offset: number, reading: Reading): void {
  reading.count += 1;
  if (reading.count === 1) reading.size = sizeOf(name, attributes, offset, reading);
  if (reading.count > MAX_ELEMENTS) {
    report(reading, `there are more than ${MAX_ELEMENTS} elements here`, offset, 'simplify the picture, or take a PNG');
  } else if (!ELEMENTS.has(name)) {
    const hint = REMEDIES.get(name) ?? 'keep to plain shapes: paths, rectangles, circles, gradients';
    report(reading, `a logo holds plain shapes only, not <${name}>`, offset, hint);
  }
  reading.draws ||= SHAPES.has(name) && !UNDRAWN.some((holder) => reading.open.includes(holder));
  for (const [key, value] of Object.entries(attributes)) checkAttribute(key, value, offset, reading);
}

function sizeOf(
  name: string,
  attributes: Readonly<Record<string, string>>,
  offset: number,
  reading: Reading,
): PictureSize | undefined {
  if (name !== 'svg' || attributes['xmlns'] !== SVG) {
    report(reading, 'this is not an SVG picture', offset, `it begins with <svg xmlns="${SVG}">`);
    return undefined;
  }
  const [, , width = 0, height = 0] = (attributes['viewBox'] ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  if (width > 0 && height > 0 && width < 1e6 && height < 1e6) return { width, height };
  if (width >= 1e6 || height >= 1e6) {
    const box = attributes['viewBox'];
    report(reading, `the logo has the viewBox "${box}", too large to draw`, offset, 'make it smaller');
    return undefined;
  }
  report(reading, 'the logo has no size', offset, 'give it a viewBox="0 0 width height"');
  return undefined;
}

function checkAttribute(key: string, value: string, offset: number, reading: Reading): void {
  const numbers = NUMERIC.test(key) ? (value.match(/\d*\.?\d+(?:e[-+]?\d+)?/gi) ?? []) : [];
  const huge = numbers.find((number) => Number(number) > MAX_NUMBER);
  if (/^(?:aria-|alt$|title$)/.test(key)) checkWords(value, offset, reading);
  if (huge !== undefined)
    report(reading, `in the logo, ${key} has the number ${huge}, too large to draw`, offset, 'make it smaller');
  else if (/^on/i.test(key)) report(reading, `the attribute ${key} would run a script`, offset, 'remove it');
  else if (key.includes(':') && !PREFIXED.has(key)) {
    report(reading, `the attribute ${key} is not known`, offset, 'save it as plain SVG');
  } else if (key === 'href' || key === 'xlink:href') {
    if (!value.startsWith('#')) report(reading, `the address ${value} leads out of the picture`, offset, 'remove it');
  } else if (!key.startsWith('xmlns')) checkCss(`${key}:${value}`, offset, reading);
}

/** Only rules for classes may clip: `clipPath` elements have no class, so such a rule cannot clip them again. */
function checkSheet(css: string, offset: number, reading: Reading): void {
  checkCss(css, offset, reading);
  const bare = css.replaceAll(/\/\*.*?\*\//gs, ' ');
  const hint = 'write each rule separately, and clip-path only in rules for classes';
  if (/\{[^}]*\{/.test(bare)) report(reading, 'a rule is inside another', offset, hint);
  for (const [, selector = '', rules = ''] of bare.matchAll(/([^{}]*)\{([^}]*)/g)) {
    const isForClasses = /^\s*\.[\w-]+(?:\s*,\s*\.[\w-]+)*\s*$/.test(selector);
    if (/clip-path/i.test(rules) && !isForClasses) report(reading, 'a clip path may be clipped itself', offset, hint);
  }
}

/** Declarations must not load or repeat anything. */
function checkCss(css: string, offset: number, reading: Reading): void {
  if (/[@\\]/.test(css)) report(reading, 'this rule may load something', offset, 'remove @ and \\');
  // A clipped clip path could be nested without end.
  if (reading.open.includes('clipPath') && /clip-path|class|style/i.test(css)) {
    report(reading, 'a clip path is clipped itself', offset, 'leave clip-path, class and style out of <clipPath>');
  }
  if (/\b(?:mask|filter|marker|animation|transition)\b/i.test(css)) {
    report(reading, 'masks, filters, markers and animations are not allowed', offset, 'keep to plain shapes');
  }
  for (const [, name = '', argument = ''] of css.matchAll(/([a-z-]+)\(\s*([^)]*)/gi)) {
    const isOwn = name.toLowerCase() === 'url' && /^["']?#/.test(argument);
    if (!isOwn && !FUNCTIONS.test(name))
      report(reading, `${name}(${argument.slice(0, 60)}) is not allowed`, offset, 'remove it');
  }
}
