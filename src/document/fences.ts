import { fenceIn } from '../chart/kinds/written-line.ts';
import { type Diagnostics, nearestWord } from '../core/diagnostics/diagnostic.ts';
import type { Filled } from '../figure/filled-template.ts';
import { type Line, linesOf, placeOfLine, type Repair } from './line-repairs.ts';

/** By the name of a directive, whether it holds other lines, up to a line of colons. */
export type DirectiveForms = ReadonlyMap<string, { readonly container: boolean }>;

/** A line that starts with colons, or a heading. */
interface Fence extends Line {
  readonly kind: 'open' | 'leaf' | 'close' | 'heading';
  /** Offset of the first colon. */
  readonly at: number;
  /** Number of colons. */
  readonly size: number;
  readonly name: string;
  /** What follows the name. */
  readonly rest: string;
  /** Whether the name follows the colons without a space. */
  readonly isGlued: boolean;
}

/** A block that is open. */
interface Open {
  readonly fence: Fence;
  readonly size: number;
  /** Whether the number of its colons was reported, so that those that close it are not. */
  readonly isRepaired: boolean;
}

const HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/;
/** A label and attributes, alone on the line. */
const SOUND_REST = /^(?:\[[^\]]*\])?(?:\{[^{}]*\})?[ \t]*$/;

/**
 * Reports directives with the wrong number of colons, with text in their line, or that are not closed. A mistake in one
 * line changes the meaning of many below it, so the repairs that are returned make it the only message.
 */
export function fenceRepairs(filled: Filled, forms: DirectiveForms, diagnostics: Diagnostics): Repair[] {
  return new FenceReader(filled, forms, diagnostics).read();
}

class FenceReader {
  readonly #filled: Filled;
  readonly #forms: DirectiveForms;
  readonly #diagnostics: Diagnostics;
  readonly #repairs: Repair[] = [];
  readonly #open: Open[] = [];
  /** Colons that close nothing, because what they were to close is not a block. */
  readonly #ignored = new Set<Fence>();
  /** Blocks that another one in them closed, because it has as many colons: theirs may follow. */
  #cutShort = 0;

  constructor(filled: Filled, forms: DirectiveForms, diagnostics: Diagnostics) {
    this.#filled = filled;
    this.#forms = forms;
    this.#diagnostics = diagnostics;
  }

  read(): Repair[] {
    const fences = linesOf(this.#filled.markdown).flatMap((line) => fenceOf(line, this.#forms) ?? []);
    for (const [index, fence] of fences.entries()) {
      const [next, second] = fences.slice(index + 1).filter(({ kind }) => kind === 'open' || kind === 'close');
      if (fence.kind === 'open') this.#openBlock(fence);
      else if (fence.kind === 'leaf') this.#readLeaf(fence, fences[index + 1], second);
      else if (fence.kind === 'close' && !this.#ignored.has(fence)) this.#closeBlock(fence);
      else if (fence.kind === 'heading' && next?.kind !== 'close') this.#reportUnclosed(0, fence.start);
    }
    this.#reportUnclosed(0, this.#filled.markdown.length);
    return this.#repairs;
  }

  #openBlock(fence: Fence): void {
    const size = this.#checkForm(fence, Math.max(fence.size, 3));
    const from = this.#open.findIndex((block) => block.size <= size);
    const outer = this.#open[from];
    if (outer?.fence.name === 'columns') this.#widen(from, outer, size + 1);
    else if (outer) {
      this.#cutShort += this.#open.length - from;
      this.#reportUnclosed(from, fence.start);
    }
    this.#open.push({ fence, size, isRepaired: size !== fence.size });
  }

  /** Columns that have no more colons than the blocks in them end with the first of these. */
  #widen(index: number, { fence }: Open, size: number): void {
    const colons = ':'.repeat(size);
    const message = `${fence.name} has no more colons than the block in it`;
    this.#report(fence, message, `write ${colons}${fence.name}, and ${colons} where it ends`);
    this.#insert(fence.at, ':'.repeat(size - fence.size));
    this.#open[index] = { fence, size, isRepaired: true };
  }

  #closeBlock({ start, text, at, size }: Fence): void {
    const index = this.#open.findIndex((block) => block.size <= size);
    const last = this.#open.at(-1);
    if (index >= 0) {
      this.#reportUnclosed(index + 1, start);
      this.#open.pop();
    } else if (last) {
      const message = `${':'.repeat(size)} does not close ${last.fence.name}, which has ${last.size} colons`;
      if (!last.isRepaired) this.#report({ start, text }, message, `write ${':'.repeat(last.size)}`);
      this.#insert(at, ':'.repeat(last.size - size));
      this.#open.pop();
    } else if (this.#cutShort > 0) {
      this.#cutShort -= 1;
      this.#repairs.push({ start: at, end: at + size, text: '' });
    }
  }

  /** If it is written as a block, the colons that close it are removed. */
  #readLeaf(fence: Fence, next: Fence | undefined, second: Fence | undefined): void {
    const isBlock = this.#checkForm(fence, 2) < fence.size;
    const isClosed = next?.kind === 'close' && (this.#open.length === 0 || second?.kind === 'close');
    if (!isBlock || !isClosed) return;
    this.#repairs.push({ start: next.at, end: next.at + next.size, text: '' });
    this.#ignored.add(next);
  }

  /** Reports a directive that is not written as it should be. Returns its number of colons after the repair. */
  #checkForm(fence: Fence, size: number): number {
    const { name, at, rest, isGlued } = fence;
    const form = this.#forms.get(name);
    const isSound = isGlued && SOUND_REST.test(rest);
    if (size === fence.size && (isSound || !form)) return size;
    const written = `${':'.repeat(size)}${name}`;
    const [attributes = ''] = /\{[^{}]*\}/.exec(rest) ?? [];
    if (form && size !== fence.size) {
      const message = `${name} is written with ${form.container ? 'three colons or more' : 'two colons'}`;
      this.#report(fence, message, `write ${written}${attributes}`);
    } else if (form) {
      const hint = `write ${written}${attributes || (form.container ? '{#id}' : '')} without spaces, alone on its line`;
      this.#report(fence, `${name} is not written as a directive`, hint);
    }
    const text = `${written}${isSound ? rest : attributes}`;
    this.#repairs.push({ start: at, end: fence.start + fence.text.length, text });
    return size;
  }

  /** Reports the open blocks from an index on, and closes them before an offset. */
  #reportUnclosed(from: number, before: number): void {
    for (const { fence, size } of this.#open.splice(from).reverse()) {
      const colons = ':'.repeat(size);
      this.#report(fence, `${fence.name} is not closed`, `write ${colons} in a line of its own where it ends`);
      const isEnd = before === this.#filled.markdown.length;
      this.#insert(before, isEnd ? `\n${colons}` : `${colons}\n\n`);
    }
  }

  #insert(at: number, text: string): void {
    this.#repairs.push({ start: at, end: at, text });
  }

  #report(line: Line, message: string, hint: string): void {
    this.#diagnostics.error('document/bad-directive', message, placeOfLine(this.#filled, line), hint);
  }
}

function fenceOf(line: Line, forms: DirectiveForms): Fence | undefined {
  const { start, text } = line;
  const plain = { ...line, at: start, size: 0, name: '', rest: '', isGlued: true };
  if (HEADING.test(text)) return { ...plain, kind: 'heading' };
  const written = fenceIn(text);
  if (!written) return undefined;
  const { before, colons, name, rest, isGlued } = written;
  const fence = { ...plain, at: start + before.length, size: colons, name, rest, isGlued };
  if (name === '') return rest === '' ? { ...fence, kind: 'close' } : undefined;
  const meant = forms.has(name) ? name : nearestWord(name, forms.keys());
  if (meant !== name && !(fence.isGlued && SOUND_REST.test(rest))) return undefined;
  const isBlock = meant === undefined ? colons > 2 : forms.get(meant)?.container;
  return { ...fence, kind: isBlock ? 'open' : 'leaf' };
}
