import type { CssNode, SyntaxParseError } from 'css-tree';
import { type Place, placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';

/** A name in a style sheet, without escapes and in lower case, with the offsets of what it stands for. */
export interface CssItem {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A declaration; its name is that of the property. */
export interface CssDeclaration extends CssItem {
  /** The parts of its value, those of functions included. */
  readonly parts: readonly CssNode[];
}

/** A pseudo-element in a selector. */
export interface CssPseudo extends CssItem {
  /** Where its rule ends. */
  readonly ruleEnd: number;
}

/** A condition of `@media`, such as `min-width`; its pixels if it compares lengths that are known. */
export interface CssFeature extends CssItem {
  readonly pixels: readonly number[];
}

/** What stands in a style sheet. */
export interface CssFile {
  readonly atRules: readonly CssItem[];
  readonly declarations: readonly CssDeclaration[];
  /** Pseudo-elements in selectors, also those that may be written with one colon. */
  readonly pseudos: readonly CssPseudo[];
  /** Pseudo-classes in selectors. */
  readonly classes: readonly CssPseudo[];
  readonly features: readonly CssFeature[];
  /** All calls of functions, also those where the parser understands nothing. */
  readonly functions: readonly CssItem[];
  /** The first mistake: what follows from it is not worth a message. */
  readonly mistake: CssMistake | undefined;
}

interface CssMistake {
  readonly message: string;
  readonly hint: string;
  readonly place: Place;
}

/** Limit for blocks and brackets inside one another. */
const MAX_DEPTH = 30;

/** A rule that is put after a sheet: it is the last one only if everything before it is closed. */
const END = '\nassay-end{}';

const known = new WeakMap<SourceFile, Promise<CssFile>>();

/** Reads a style sheet, once, with a parser that knows nesting and escapes as browsers do. */
export function readCss(file: SourceFile): Promise<CssFile> {
  const read = known.get(file) ?? parseCss(file);
  known.set(file, read);
  return read;
}

async function parseCss(file: SourceFile): Promise<CssFile> {
  const { ident } = await import('css-tree/utils');
  const nameOf = (written: string): string => ident.decode(written).toLowerCase();
  const { functions, tooDeep, openComment } = await readTokens(file, nameOf);
  if (tooDeep !== undefined) {
    const message = `blocks and brackets stand inside one another more than ${MAX_DEPTH} times`;
    const mistake = { message, hint: 'write rules one below another', place: placeAt(file, tooDeep) };
    return { atRules: [], declarations: [], pseudos: [], classes: [], features: [], functions, mistake };
  }
  const { default: parse } = await import('css-tree/parser');
  const errors: SyntaxParseError[] = [];
  const onParseError = (error: SyntaxParseError): void => void errors.push(error);
  const tree = parse(file.text + END, { positions: true, parseCustomProperty: true, onParseError });
  const mistake = syntaxMistake(file, errors[0], openComment ?? openStart(tree, file.text.length));
  return { ...(await contentOf(tree, file.text, nameOf)), functions, mistake };
}

async function contentOf(
  tree: CssNode,
  text: string,
  nameOf: (written: string) => string,
): Promise<Omit<CssFile, 'functions' | 'mistake'>> {
  const { default: walk } = await import('css-tree/walker');
  const atRules: CssItem[] = [];
  const declarations: CssDeclaration[] = [];
  const pseudos: CssPseudo[] = [];
  const classes: CssPseudo[] = [];
  const features: CssFeature[] = [];
  walk(tree, function visit(node) {
    const [start, end] = offsetsOf(node);
    if (node.type === 'Atrule') {
      atRules.push({ name: nameOf(node.name), start, end });
    } else if (node.type === 'PseudoElementSelector' || node.type === 'PseudoClassSelector') {
      const name = nameOf(node.name);
      const isElement = node.type === 'PseudoElementSelector' || OLD_PSEUDO.test(name);
      const ruleEnd = this.rule ? offsetsOf(this.rule)[1] : end;
      (isElement ? pseudos : classes).push({ name, start, end, ruleEnd });
    } else if (node.type === 'Feature') {
      features.push({ name: nameOf(node.name), start, end, pixels: pixelsOf([node.value]) });
    } else if (node.type === 'FeatureRange') {
      const { left, middle, right } = node;
      const named = [left, middle, right].find((part) => part?.type === 'Identifier');
      const name = named?.type === 'Identifier' ? nameOf(named.name) : '';
      features.push({ name, start, end, pixels: pixelsOf([left, middle, right]) });
    } else if (node.type === 'Declaration') {
      const parts: CssNode[] = [];
      walk(node.value, (part) => void (part === node.value || parts.push(part)));
      const length = text.slice(start, end).trimEnd().length;
      declarations.push({ name: nameOf(node.property), start, end: start + length, parts });
    }
  });
  return { atRules, declarations, pseudos, classes, features };
}

/** CSS pixels of units of length; the type size of a page is that of the browser. */
const PIXELS: Readonly<Record<string, number>> = {
  px: 1,
  em: 16,
  rem: 16,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
};

function pixelsOf(parts: readonly (CssNode | null)[]): number[] {
  return parts.flatMap((part) => {
    if (part?.type !== 'Dimension') return part?.type === 'Number' && Number(part.value) === 0 ? 0 : [];
    const pixels = Number(part.value) * (PIXELS[part.unit.toLowerCase()] ?? NaN);
    return Number.isFinite(pixels) ? pixels : [];
  });
}

/** Pseudo-elements that CSS 2 writes with one colon. */
const OLD_PSEUDO = /^(?:before|after|first-line|first-letter)$/;

function offsetsOf({ loc }: CssNode): [start: number, end: number] {
  return [loc?.start.offset ?? 0, loc?.end.offset ?? 0];
}

/** Where the last thing starts, if it is not closed before `length`. */
function openStart(tree: CssNode, length: number): number | undefined {
  const last = tree.type === 'StyleSheet' ? tree.children.last : null;
  const start = last ? offsetsOf(last)[0] : 0;
  return last?.type === 'Rule' && start > length ? undefined : start;
}

function syntaxMistake(
  file: SourceFile,
  error: SyntaxParseError | undefined,
  open: number | undefined,
): CssMistake | undefined {
  // What is open to the end reaches into the rule that was put there, and an error behind the file follows from it.
  if (error && (open === undefined || error.offset <= file.text.length)) {
    const message = `the style sheet cannot be read from here on: ${error.message.toLowerCase()}`;
    const hint = 'write rules as "p { margin: 0; }"; a rule inside another one starts with &';
    return { message, hint, place: placeAt(file, error.offset) };
  }
  if (open === undefined) return undefined;
  const hint = 'close every {, (, [, quotation mark and comment';
  return { message: 'what starts here has no end', hint, place: placeAt(file, open) };
}

interface CssTokens {
  readonly functions: readonly CssItem[];
  /** Where blocks and brackets stand too deep, if they do. */
  readonly tooDeep: number | undefined;
  /** Where the last comment starts, if it has no end. */
  readonly openComment: number | undefined;
}

async function readTokens({ text }: SourceFile, nameOf: (written: string) => string): Promise<CssTokens> {
  const css = await import('css-tree/tokenizer');
  const opening = new Set([css.LeftCurlyBracket, css.LeftParenthesis, css.LeftSquareBracket, css.Function]);
  const closing = new Set([css.RightCurlyBracket, css.RightParenthesis, css.RightSquareBracket]);
  const functions: CssItem[] = [];
  let depth = 0;
  let tooDeep: number | undefined;
  let openComment: number | undefined;
  css.tokenize(text, (type, start, end) => {
    if (type === css.Url || type === css.BadUrl) functions.push({ name: 'url', start, end });
    if (type === css.Function) functions.push({ name: nameOf(text.slice(start, end - 1)), start, end });
    if (opening.has(type)) depth += 1;
    if (closing.has(type)) depth -= 1;
    if (depth > MAX_DEPTH) tooDeep ??= start;
    const isComment = type === css.Comment && end === text.length;
    if (isComment && (end < start + 4 || !text.endsWith('*/'))) openComment = start;
  });
  return { functions, tooDeep, openComment };
}
