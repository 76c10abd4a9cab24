import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
  visit,
  type YAMLError,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { placeAt, type SourceFile } from '../diagnostics/source-file.ts';
import { shortened } from '../diagnostics/source-text.ts';
import { commentHint } from './comment-hint.ts';
import { rangeOf } from './yaml-edit.ts';
import type { YamlContent, YamlNode, YamlText } from './yaml-nodes.ts';

const OPTIONS = {
  schema: 'failsafe',
  strict: true,
  // Our own check gives both places, and its time does not grow with the square of the number of keys.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'error',
} as const;

/**
 * Reads a text that the quick parser refuses. Either this parser refuses it too, and the mistake is reported, or the text is
 * laid out as YAML does not allow, but people write: with a bracket that closes in the column of its key, or tabs
 * between brackets.
 */
export function parseOrExplain(file: SourceFile, diagnostics: Diagnostics): YamlContent | undefined {
  const { contents, errors } = parseDocument(file.text, OPTIONS);
  // Further errors are usually its consequences.
  const [error] = errors;
  if (!error) return { content: contents ? nodeOf(contents) : undefined };
  const { cause, hint, start, end } = explained(file.text, error);
  return diagnostics.error('yaml/syntax', `this is not well-formed YAML: ${cause}`, placeAt(file, start, end), hint);
}

const STYLES: Readonly<Partial<Record<Scalar.Type, YamlText['style']>>> = {
  PLAIN: 'plain',
  QUOTE_DOUBLE: 'double-quoted',
  QUOTE_SINGLE: 'single-quoted',
};

function nodeOf(node: unknown): YamlNode {
  const [start, end] = rangeOf(node as Node);
  if (isAlias(node)) return { kind: 'alias', name: node.source, start, end, anchor: undefined, tag: undefined };
  const { anchor, tag } = node as Scalar | YAMLSeq | YAMLMap;
  const written = { start, end, anchor, tag };
  if (isSeq(node)) return { ...written, kind: 'list', items: node.items.map(nodeOf) };
  if (!isMap(node)) {
    const { value, type } = node as Scalar<string>;
    return { ...written, kind: 'text', value, style: STYLES[type ?? 'PLAIN'] ?? 'block' };
  }
  const pairs = node.items.map(({ key, value }) => ({
    key: nodeOf(key),
    value: value === null ? undefined : nodeOf(value),
  }));
  return { ...written, kind: 'mapping', pairs };
}

/** What is wrong with a text, from `start` to `end`, and what to do. */
interface Explanation {
  readonly cause: string;
  readonly hint: string | undefined;
  readonly start: number;
  readonly end: number;
}

/**
 * The parser says where it could not go on. What is wrong often stands before: a bracket or quote that is not closed, a
 * comment that hides the end of a line, a line that is indented too little.
 */
function explained(text: string, error: YAMLError): Explanation {
  const opened = openedIn(text);
  return (
    explainQuote(text, error, opened) ??
    explainBracket(text, error, opened) ??
    explainColon(text, error) ??
    explainIndent(text, error) ?? {
      cause: CAUSES[error.code] ?? lowerFirst(error.message),
      hint: HINTS[error.code],
      start: error.pos[0],
      end: error.pos[1],
    }
  );
}

/** For the errors that the parser describes badly. */
const CAUSES: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'a second document starts here',
  RESOURCE_EXHAUSTION: 'lists or mappings are nested too deeply',
};

const HINTS: Readonly<Record<string, string>> = {
  BAD_INDENT: 'look above for a bracket, brace or quote that was opened and not closed',
  BAD_SCALAR_START: 'put the text between quotes',
  BLOCK_AS_IMPLICIT_KEY: 'put a text with a colon and a space in it between quotes',
  MISSING_CHAR: 'look above for a bracket, brace or quote that was opened and not closed',
  MULTIPLE_DOCS: 'remove the line ---',
  TAB_AS_INDENT: 'indent with spaces',
};

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Offsets of quoted texts, and of brackets and braces that are not closed. */
interface Opened {
  readonly quoted: readonly (readonly [start: number, end: number])[];
  readonly brackets: readonly number[];
}

function openedIn(text: string): Opened {
  const [quoted, brackets]: [[number, number][], number[]] = [[], []];
  visit(parseDocument(text, { ...OPTIONS, keepSourceTokens: true }), (_, node) => {
    if (isScalar(node) && node.range && /^['"]/.test(text.slice(node.range[0]))) {
      quoted.push([node.range[0], node.range[1]]);
    }
    const token = isCollection(node) ? node.srcToken : undefined;
    if (token?.type !== 'flow-collection') return;
    const closing = text.charAt(token.offset) === '{' ? 'flow-map-end' : 'flow-seq-end';
    if (!token.end.some(({ type }) => type === closing)) brackets.push(token.offset);
  });
  return { quoted, brackets };
}

function explainQuote(
  text: string,
  { code, message, pos: [at, to] }: YAMLError,
  { quoted }: Opened,
): Explanation | undefined {
  const before = quoted.findLast(([start]) => start < at);
  if (!before) return undefined;
  const [start, end] = before;
  const quote = text.charAt(start);
  if (code === 'MISSING_CHAR' && /quote/.test(message) && end >= at - 1) {
    return {
      cause: 'the quote that opens here is not closed',
      hint: `close it with ${quote}`,
      start,
      end: lineEnd(text, start),
    };
  }
  if (/\n/.test(text.slice(end, at))) return undefined;
  if (/\n/.test(text.slice(start, end))) {
    const { length } = text.slice(0, end).split('\n');
    const cause = `the quote that opens here closes only in line ${length}`;
    return { cause, hint: `close it with ${quote} where its text ends`, start, end: lineEnd(text, start) };
  }
  if (code !== 'UNEXPECTED_TOKEN' || text.slice(end, at).trim() !== '') return undefined;
  const hint =
    quote === "'" ? "inside single quotes write an apostrophe as ''" : 'inside double quotes write a quote as \\"';
  return { cause: 'the text goes on after the quote that closes it', hint, start, end: to };
}

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

function explainBracket(text: string, { code, pos: [at] }: YAMLError, { brackets }: Opened): Explanation | undefined {
  const start = brackets.findLast((offset) => offset < at);
  if (start === undefined || (code !== 'BAD_INDENT' && code !== 'MISSING_CHAR')) return undefined;
  const bracket = text.charAt(start);
  const end = lineEnd(text, start);
  const comment = /\s(#[^\s,}\]]*)[^\n]*$/.exec(text.slice(start, end));
  if (comment?.[1] === undefined) {
    return { cause: `the ${bracket} here is not closed`, hint: `close it with ${CLOSING[bracket]}`, start, end };
  }
  const from = start + comment.index + 1;
  const cause = `a comment starts here and hides the ${CLOSING[bracket]} at the end of the line`;
  return { cause, hint: commentHint(comment[1]), start: from, end: from + comment[1].length };
}

function explainColon(text: string, { code, message, pos: [at, to] }: YAMLError): Explanation | undefined {
  const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
  const end = code === 'BLOCK_IN_FLOW' ? to : lineEnd(text, start);
  const line = text
    .slice(start, end)
    .replace(/\s+#.*$/, '')
    .trimEnd();
  if (code === 'BLOCK_IN_FLOW' || (/nested mappings/i.test(message) && /:\s/.test(line))) {
    return {
      cause: 'the colon in this text starts a new key',
      hint: `quote it: "${shortened(line).replaceAll('"', '\\"')}"`,
      start,
      end: start + line.length,
    };
  }
  if (code !== 'MULTILINE_IMPLICIT_KEY' && code !== 'MISSING_CHAR') return undefined;
  const [, key, value] = /^([\w.-]+):(\S.*)$/.exec(line) ?? [];
  if (key !== undefined && value !== undefined) return gluedColon(key, value, start);
  return /:/.test(line) || line.startsWith('-')
    ? undefined
    : {
        cause: 'this line has no colon',
        hint: 'write a key, a colon, a space and a value',
        start,
        end: start + line.length,
      };
}

function gluedColon(key: string, value: string, start: number): Explanation {
  const end = start + key.length + 1 + value.length;
  return { cause: 'no space follows the colon', hint: `write ${shortened(`${key}: ${value}`)}`, start, end };
}

/** A line whose indentation is that of no mapping or list around it. */
function explainIndent(text: string, { code, message, pos: [at] }: YAMLError): Explanation | undefined {
  const isNested = code === 'BLOCK_AS_IMPLICIT_KEY';
  if (!isNested && !(code === 'BAD_INDENT' && message.startsWith('All'))) return undefined;
  const lines = text.split('\n');
  let number = text.slice(0, at).split('\n').length - 1;
  // A text that goes on in a line that is indented more.
  if (isNested && /^ *[^ -]/.test(text.slice(at, lineEnd(text, at)))) number += 1;
  const line = lines[number] ?? '';
  const indent = indentOf(line);
  const isItem = /^ *- /.test(line);
  const levels = lines
    .slice(0, number)
    .flatMap((other, index) => levelsOf(other, isItem).map((level) => ({ level, index })));
  const nearest = levels.reduceRight<(typeof levels)[number] | undefined>(
    (best, next) => (best && Math.abs(best.level - indent) <= Math.abs(next.level - indent) ? best : next),
    undefined,
  );
  if (!nearest || nearest.level === indent) return undefined;
  const start = lines.slice(0, number).join('\n').length + 1 + indent;
  return {
    cause: `this line is indented by ${spaces(indent)}`,
    hint: `${nearest.level === 0 ? 'do not indent it' : `indent it by ${spaces(nearest.level)}`}, as in line ${nearest.index + 1}`,
    start,
    end: lineEnd(text, start),
  };
}

function spaces(count: number): string {
  return count === 1 ? 'one space' : `${count} spaces`;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The columns at which a line begins an item of a list, or a key: `  - id: x` has an item at 2 and a key at 4. */
function levelsOf(line: string, isItem: boolean): number[] {
  const [, before = '', dash = '', rest = ''] = /^( *)(- +)?(.*)$/.exec(line) ?? [];
  if (rest === '' || rest.startsWith('#')) return [];
  if (isItem) return dash === '' ? [] : [before.length];
  return [before.length + dash.length];
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return (end === -1 ? text : text.slice(0, end)).trimEnd().length;
}
