import fs from 'node:fs/promises';
import path from 'node:path';
import { numbersOf } from '../pipeline/random-edits.ts';
import { addChart, BRIEF, edit, makeRoot, TINY } from '../cli/root.ts';
import { faultsIn, readEditions } from './brute-force.ts';

/** What resulted from comparing states that random edits lead to. */
export interface Comparisons {
  /** Edits after which the brief could be composed. */
  readonly compared: number;
  /** Editions in which something differed. */
  readonly differing: number;
  readonly faults: readonly string[];
}

const TEMPLATE = `${BRIEF}/brief.md.hbs`;
const RELEASES = 'data/ferry-passengers/releases';
const FILES = [
  TEMPLATE,
  `${BRIEF}/charts/routes.vl.json`,
  `${RELEASES}/ferry-2025-q3.yaml`,
  `${RELEASES}/ferry-2025-q4.yaml`,
];

/** Added to the tiny brief, which has neither a box nor paragraphs of several sentences. */
const MORE = `
The harbour office counts each passenger once. Boats leave when they are full! Did {{value "passengers"}} people
travel? They did, and {{value "fuel.used"}} of fuel were used.

:::box{#key}
- Passengers

  {{value "passengers"}}

  {{change "passengers"}}

- Fuel

  {{value "fuel.used"}}

:::

The timetable is that of summer. Boats leave when they are full!

::contents
`;

type Pick = <T>(list: readonly T[]) => T;

/** Changes of a text, as people make them; each returns undefined where the text has nothing of the kind. */
const CHANGES: Readonly<Record<string, (text: string, pick: Pick) => string>> = {
  digit: (text, pick) =>
    replaced(text, /(?<=[:'(] ?-?[\d,.]*)\d(?=[\d,.]*(?:%|'|,| t))/g, () => pick('123456789'.split('')), pick),
  sign: (text, pick) => replaced(text, /(?<=growth: )-?(?=\d)/g, (found) => (found === '' ? '-' : ''), pick),
  word: (text, pick) => replaced(text, /(?<=^[A-Z][^{}\n]*)\b[a-z]{3,}\b(?=[^{}\n]*$)/gm, () => pick(WORDS), pick),
  'added sentence': (text, pick) => replaced(text, /(?<=[a-z][.!?]) /g, () => ` All ${pick(WORDS)} is well. `, pick),
  'removed sentence': (text, pick) => replaced(text, /(?<=[.!?] )[A-Z][a-z ]+[.!?] ?/g, () => '', pick),
  'removed paragraph': (text, pick) => paragraphs(text, (all, at) => all.toSpliced(at, 1), pick),
  'repeated paragraph': (text, pick) => paragraphs(text, (all, at) => all.toSpliced(at, 0, all[at] ?? ''), pick),
  'moved paragraph': (text, pick) =>
    paragraphs(text, (all, at) => all.toSpliced(at, 1).toSpliced(pick([0, 1, 2, 5]) + 1, 0, all[at] ?? ''), pick),
  mark: (text, pick) => replaced(text, /"bar"|"point"/g, () => pick(['"bar"', '"point"']), pick),
  heading: (text, pick) => replaced(text, /(?<=^## )[A-Z][a-z ]+(?= \{)/gm, () => pick(['Routes', 'Boats']), pick),
};

const WORDS = ['boats', 'people', 'water', 'summer', 'the', 'when'];

function replaced(text: string, pattern: RegExp, by: (found: string) => string, pick: Pick): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { 0: old, index } = pick(found);
  return text.slice(0, index) + by(old) + text.slice(index + old.length);
}

/** Changes one of the paragraphs of running text. */
function paragraphs(text: string, change: (all: string[], at: number) => string[], pick: Pick): string {
  const all = text.split('\n\n');
  const prose = [...all.keys()].filter((at) => /^[A-Z{][^|:]*$/.test(all[at] ?? '') && !/\{\{[#/]/.test(all[at] ?? ''));
  return prose.length === 0 ? text : change(all, pick(prose)).join('\n\n');
}

/**
 * Compares the tiny brief, with a chart, a box and longer paragraphs, before and after each of so many random edits that
 * leave it composable, and checks what is named by brute force. The same seed gives the same edits.
 */
export async function compareRandomStates(count: number, seed: number): Promise<Comparisons> {
  const root = await makeRoot(TINY);
  await addChart(root);
  await edit(root, TEMPLATE, (text) => text.replace('\n::contents\n', MORE));
  const random = numbersOf(seed);
  const pick: Pick = (list) => list[Math.floor(random() * list.length)] as (typeof list)[number];
  let before = await readEditions(root);
  if (!before) throw new Error('the first state cannot be composed');
  const faults: string[] = [];
  let [compared, differing] = [0, 0];
  while (compared < count) {
    const file = path.join(root, pick(FILES));
    const kind = pick(Object.keys(CHANGES));
    const text = await fs.readFile(file, 'utf8');
    const changed = CHANGES[kind]?.(text, pick) ?? text;
    if (changed === text) continue;
    await fs.writeFile(file, changed);
    const after = await readEditions(root);
    if (!after) {
      await fs.writeFile(file, text);
      continue;
    }
    compared += 1;
    for (const [index, edition] of after.entries()) {
      const was = before[index];
      if (!was) continue;
      if (was.page.map((block) => block.text).join('\n') !== edition.page.map((block) => block.text).join('\n'))
        differing += 1;
      faults.push(...faultsIn(was, edition).map((fault) => `${compared}, ${kind}: ${fault}`));
    }
    before = after;
  }
  await fs.rm(root, { recursive: true });
  return { compared, differing, faults };
}
