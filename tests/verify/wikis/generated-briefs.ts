import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../../src/document/document-parser.ts';
import type { BriefDocument } from '../../../src/document/nodes.ts';
import { TokenRegistry } from '../../../src/figure/token.ts';
import type { Flag } from '../../../src/figure/value.ts';
import { valueOf } from '../../document/fill.ts';

/** Numbers from 0 up to 1 that a seed decides: Tommy Ettinger's mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What labels are made of: words, and everything that some host acts on. */
const PIECES =
  `copper Zinc 中文 «ore» é ’ – … a b 1 7 * _ ** \` [ ] [[x]] ( ) (( )) < > <b> </td> # #1 + - -- --- = == | || \\
  ~ ~~ ~~~~ & &amp; &nbsp; ; ! !1 : :: :smile: :+1: ' '' ''' " $ $x$ . % %% %1 ^ ^x {{x}} {{ }} { } {x} http://a.b/c
  www.a.b a@b.cd @name @ (c) (tm) -> <- => ... 640x480 // \\\\ __TOC__ ISBN RFC {| |- |} /* */ FIXME 8-) :-) ]]> <!-- -->
  </code> <nowiki> [c] [1] [x](y) [-x-] {+y+} ==x== %%z%% import export :::note ---`.split(/\s+/);

const FLAGS: readonly (readonly Flag[])[] = [[], [], [], ['corrected'], ['derived'], ['provisional', 'forecast']];
const FIGURES = ['14.72 Mt', '−15.4%', '+3.9%', '1,108,000', '412.24 bn USD', '0.5', '2020', '3:1', '−0.2 pp', '100%'];

/** A small brief that a seed decides: some blocks of every kind, with hostile labels and with figures. */
export function generatedBrief(seed: number): BriefDocument {
  const random = randomOf(seed);
  const tokens = new TokenRegistry();
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const label = (): string => {
    const count = 1 + Math.floor(random() * 4);
    const text = Array.from({ length: count }, () => pick(PIECES)).join(random() < 0.5 ? ' ' : '');
    return tokens.add({ kind: 'text', text });
  };
  const figure = (): string => {
    const text = pick(FIGURES);
    return tokens.add({ kind: 'value', text, value: valueOf(text, pick(FLAGS)) });
  };
  const words = (): string =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, () =>
      pick([label, figure, () => `**${label()}**`, () => `*${figure()}*`, () => 'rose to', () => `[${label()}](#h1)`]),
    )
      .map((make) => make())
      .join(' ');
  const row = (): string => `| ${label()} | ${figure()} | ${random() < 0.2 ? '' : words()} |`;
  const table = (): string => ['| ' + label() + ' | b | c |', '|:--|--:|---|', row(), row(), row()].join('\n');
  let exhibits = 0;
  let notes = '';
  const blocks: readonly (() => string)[] = [
    words,
    words,
    () => `- ${words()}\n- ${words()}\n  - ${words()}`,
    () => `1. ${words()}\n2. ${words()}`,
    () => `- ${words()}\n\n  ${words()}\n\n- ${words()}`,
    () => `> ${words()}`,
    () => `> [!WARNING]\n> ${words()}`,
    () => `:::note\n${words()}\n:::`,
    () => `${label()}\n: ${words()}`,
    () => `\`${label()}\` and \`${label()}\``,
    () => '```\n' + label() + '\n\n' + label() + '\n```',
    table,
    () =>
      `:::exhibit{#e${(exhibits += 1)}}\n${words()}\n\n${words()}\n\n${table()}\n\n${words()}\n:::\n\n[](#e${exhibits})`,
    () =>
      `:::box{#b${(exhibits += 1)}}\n- ${label()}\n\n  ${figure()}\n\n  ${words()}\n\n- ${label()}\n\n  ${figure()}\n:::`,
    () => {
      if (notes !== '') return words();
      notes = `\n\n[^n]: ${words()}`;
      return `${words()} word[^n]`;
    },
  ];
  const body = Array.from({ length: 4 }, () => pick(blocks)()).join('\n\n');
  const markdown = `# ${label()} {#h1}\n\n${words()}\n\n::contents\n\n## ${words()} {#h2}\n\n${body}\n\n[${label()}](#h2)${notes}\n`;
  return parseDocument({ markdown, tokens, placeOf: () => undefined }, new Map(), { locale: 'en' }, new Diagnostics());
}
