import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { TINY } from '../../cli/root.ts';
import { hostile, mutatedText, mutatedTree, type Tree } from '../hostile.ts';

/** What a case changes in the tiny dataset and brief: the content of files by their path in the root folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** How often a grammar leaves what a brief may hold. */
export interface Odds {
  /** Mostly one of the texts. */
  readonly text: (...sound: readonly string[]) => fc.Arbitrary<string>;
  /** Mostly one of the sound values, seldom one that must be refused or bounded. */
  readonly either: <T>(sound: readonly T[], odd: readonly T[]) => fc.Arbitrary<T>;
  /** The tree, seldom with values changed. */
  readonly tree: (tree: Tree) => fc.Arbitrary<Tree>;
  /** The text of a file, seldom with pieces changed. */
  readonly file: (text: string) => fc.Arbitrary<string>;
}

/** Never: what is made should be printed. */
const SOUND: Odds = {
  text: (...sound) => fc.constantFrom(...sound),
  either: (sound) => fc.constantFrom(...sound),
  tree: (tree) => fc.constant(tree),
  file: (text) => fc.constant(text),
};

/** Seldom at each place, so that most cases have such a place and what stands around it is sound. */
const WILD: Odds = {
  text: (...sound) => fc.oneof({ weight: 40, arbitrary: fc.constantFrom(...sound) }, { weight: 1, arbitrary: hostile }),
  either: (sound, odd) =>
    fc.oneof({ weight: 25, arbitrary: fc.constantFrom(...sound) }, { weight: 1, arbitrary: fc.constantFrom(...odd) }),
  tree: mutatedTree,
  file: mutatedText,
};

/** A grammar by whose cases two in three should be printed, and the others show what is refused. */
export function grammar(files: (odds: Odds) => fc.Arbitrary<Files>): fc.Arbitrary<Files> {
  return fc.oneof({ weight: 2, arbitrary: files(SOUND) }, { weight: 1, arbitrary: files(WILD) });
}

/** A file of the tiny dataset or brief. */
export function textOf(file: string): string {
  return readFileSync(path.join(TINY, file), 'utf8');
}

/** The same as plain values. */
export function treeOf(file: string): Tree {
  return parse(textOf(file), { schema: 'failsafe' }) as Tree;
}

/** A YAML file with one of the trees. */
export function yamlFile(odds: Odds, file: string, trees: fc.Arbitrary<Tree>): fc.Arbitrary<Files> {
  return trees
    .chain((tree) => odds.tree(tree))
    .map((tree) => stringify(tree, { lineWidth: 0 }))
    .chain((text) => fc.oneof({ weight: 4, arbitrary: fc.constant(text) }, { weight: 1, arbitrary: odds.file(text) }))
    .map((text) => ({ [file]: text }));
}

/** Texts that data may hold and that no output may take for anything but text. */
export const LEGAL = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</style></table>',
  '[x](javascript:alert(1))',
  '![x](https://x.example/p.png)',
  '{{{x}}} {{value "y"}}',
  ':::note',
  '| a | b |',
  '# x',
  '- x',
  '1. x',
  '=cmd()',
  '@SUM(A1)',
  '*a* **b** _c_ ~~d~~',
  '`code` ``x',
  'a_b_c*d',
  'x^2 H~2~O',
  '$a / b$',
  '&amp; &lt;b&gt; &#35;',
  '\\*x\\* \\n',
  'https://x.example/?a=b&c=d',
  'www.x.example and a@x.example',
  'Größe “quoted” ‘x’ « y »',
  'Ωμέγα и кириллица',
  'e\u0301te\u0301',
  'a\u00A0b\u00ADc',
  'long'.repeat(50),
  'many words '.repeat(20),
  '[^1]: note',
  'Term\n: definition',
  '> [!NOTE]',
  '港城渡轮',
] as const;

export const DATASET = 'data/ferry-passengers/dataset.yaml';
export const EVENTS = 'data/ferry-passengers/events.yaml';
export const RELEASE = 'data/ferry-passengers/releases/ferry-2025-q4.yaml';
export const RELATIONS = 'data/ferry-passengers/relations.yaml';
