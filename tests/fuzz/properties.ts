import { existsSync, readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import type { Nodes } from 'hast';
import { readHtml, textOf } from '../output/html-text.ts';
import { hashesIn, makeRoot, TINY } from '../cli/root.ts';
import type { Builder } from './builder.ts';
import { chartFault } from './drawn-chart.ts';
import { drawnFault } from './drawn-face.ts';
import { FENCE } from './grammars/neighbours.ts';
import type { Files } from './grammars.ts';
import { CHANGED_FACE } from './grammars/fonts.ts';
import type { Answer, Message } from './worker.ts';

/** Milliseconds of processor time that a build of the tiny dataset may take, whatever is changed in it. */
const PROCESSOR_TIME = 20_000;

/**
 * Builds the tiny dataset and brief with the files of a case. Returns what is wrong, undefined if all properties hold;
 * `tally` is reported the answer.
 */
export async function faultOf(
  files: Files,
  builder: Builder,
  tally: (answer: Answer) => void,
): Promise<string | undefined> {
  const root = await makeRoot(TINY);
  try {
    for (const [file, text] of Object.entries(files)) {
      await fs.mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await fs.writeFile(path.join(root, file), text);
    }
    const before = await hashesIn(root);
    const answer = await builder.build(root);
    if (typeof answer === 'string') return answer;
    const { status, messages, failure, processorTime } = answer;
    tally(answer);
    if (failure !== undefined || status > 1) return `status ${status}: ${failure}`;
    if (processorTime > PROCESSOR_TIME) return `it took ${Math.round(processorTime)} ms of processor time`;
    for (const message of messages) {
      const fault = placeFault(root, message);
      if (fault) return `${fault}: ${JSON.stringify(message)}`;
    }
    const after = await hashesIn(root);
    const changed = Object.keys({ ...before, ...after }).filter((file) => before[file] !== after[file]);
    const elsewhere = changed.find((file) => status === 1 || !file.startsWith('out/'));
    if (elsewhere !== undefined) return `${elsewhere} was written, with status ${status}`;
    const face = files[CHANGED_FACE];
    const drawn = status === 0 && typeof face === 'object' ? await drawnFault(face) : undefined;
    if (drawn !== undefined) return `an own face was taken that draws ${drawn} as something else`;
    return status === 0 ? readBackFault(root, changed) : undefined;
  } finally {
    await fs.rm(root, { recursive: true });
  }
}

/** Says what is wrong with the place of a message: its file, line and column must be there. */
function placeFault(root: string, { file, line, column, message }: Message): string | undefined {
  if (message.trim() === '') return 'a message without words';
  if (file === undefined) return 'a message without a file';
  if (!existsSync(path.join(root, file))) return `a message about ${file}, which is not there`;
  if (line === undefined || column === undefined) return undefined;
  const lines = readFileSync(path.join(root, file), 'utf8')
    .replace(/^\uFEFF/, '')
    .split('\n');
  const text = lines[line - 1];
  if (text === undefined || line < 1) return `${file} has ${lines.length} lines, not ${line}`;
  return column < 1 || column > text.length + 1 ? `line ${line} of ${file} ends before column ${column}` : undefined;
}

/** The number of elements and attributes of a page that would run. */
function scriptsIn(node: Nodes): number {
  const inside = 'children' in node ? node.children.map(scriptsIn).reduce((a, b) => a + b, 0) : 0;
  if (node.type !== 'element') return inside;
  const isScript = node.tagName === 'script' && node.properties['type'] !== 'application/ld+json';
  const handlers = Object.keys(node.properties).filter((name) => /^on/i.test(name)).length;
  return inside + handlers + (isScript ? 1 : 0);
}

/** The figures that an edition prints. */
function valuesOf(root: string, page: string): ReadonlySet<string> {
  const { values } = JSON.parse(readFileSync(path.join(root, path.dirname(page), 'brief.json'), 'utf8')) as {
    readonly values: readonly { readonly text: string }[];
  };
  return new Set(values.map(({ text }) => text));
}

/** A number as a reader takes it from a page: with a sign, all its digits, and a scale or unit. It knows nothing of Assay. */
const AS_READ =
  /(?:(?<![\p{L}\p{N})%])[-−–+±~≈<≥=×*/^$€]\s*|(?:minus|plus|USD|负)\s*|\p{L}(?<![\p{Script=Han}]))?\p{N}(?:[\p{N}.,:'’]*\p{N})?(?:(?: |\u202F|\u00A0)\p{N}{3}(?!\p{N}))*(?:\s?(?:[%‰²½$€万亿^]|(?:k|M|e6|million|bn|hundred|lakh|kt|tonnes|per cent|point five)(?!\p{L}))|[+−]|\u0336|\p{L}(?<![\p{Script=Han}]))?/gu;

/** What stands between the words of a case of neighbours and reads as a number that is not a figure of the edition. */
export function misreadIn(text: string, values: ReadonlySet<string>): string | undefined {
  const [, between] = new RegExp(`A ${FENCE} (.*?) ${FENCE}`, 's').exec(text) ?? [];
  if (between === undefined) return undefined;
  const seen = between.replaceAll(/\p{Default_Ignorable_Code_Point}|\[[\d, ]+\]/gu, '');
  const numbers = seen.match(AS_READ) ?? [];
  const turned = /\b(?:fell|rose)(?: by| about)* [−-]\d|\bfell(?: by| about)* \d[\d.,]*%|\b(?:half of|twice) \d/.exec(
    seen,
  )?.[0];
  if (turned !== undefined) return turned;
  // a year is a name, which period prints
  return numbers.find((one) => !values.has(one.trim()) && !/^20\d\d$/.test(one.trim()));
}

/** A scale, unit or other year in a head or label, which readers take for that of the figure, a count of this edition. */
const AS_HEADED = /million|thousand|\(k\)|\bbn\b|\bkt\b|\(t\)|%|万|2019/u;

/** What stands in a head or label of a case of neighbours and is not so of its figure. */
export function misheadedIn(text: string): string | undefined {
  const heads = text.matchAll(new RegExp(`${FENCE}s (.*?) ${FENCE}s`, 'gs'));
  return [...heads].map(([, head = '']) => head).find((head) => AS_HEADED.test(head));
}

/** Reads what was written with parsers of others. */
function readBackFault(root: string, files: readonly string[]): string | undefined {
  for (const file of files) {
    const text = readFileSync(path.join(root, file), 'utf8');
    try {
      if (file.endsWith('.json')) JSON.parse(text);
      if (file.endsWith('.csv')) parseCsv(text, { bom: true, columns: true });
    } catch (error) {
      return `${file} cannot be read: ${(error as Error).message}`;
    }
    const misread = file.endsWith('brief.html') ? misreadIn(textOf(readHtml(text)), valuesOf(root, file)) : undefined;
    if (misread !== undefined) return `${file} reads ${misread}`;
    const misheaded = file.endsWith('brief.html') ? misheadedIn(textOf(readHtml(text))) : undefined;
    if (misheaded !== undefined) return `${file} has the head ${misheaded}`;
    const data = path.join(root, path.dirname(file), 'charts/routes.csv');
    if (file.endsWith('brief.html') && existsSync(data)) {
      const drawn = chartFault(text, readFileSync(data, 'utf8'));
      if (drawn !== undefined) return `${file}: ${drawn}`;
    }
    if (file.endsWith('.html') && scriptsIn(readHtml(text)) > 0) return `${file} has a script`;
    if (file.endsWith('.pdf') && !text.startsWith('%PDF-')) return `${file} is not a PDF`;
  }
  const kinds = ['.pdf', '/brief.html', '/brief.md', '/brief.json', '/manifest.json'];
  const missing = kinds.find((kind) => !files.some((file) => file.endsWith(kind)));
  return missing === undefined ? undefined : `no ${missing} was written`;
}
