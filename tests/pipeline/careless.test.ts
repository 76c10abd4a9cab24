import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { saying, wordsOf } from '../messages.ts';
import { oneIn } from '../long.ts';
import { messagesOf, readCases } from './careless.ts';

const CASES = path.resolve('tests/cases/careless');
const SENTENCES = path.resolve('tests/rules/sentences');

const texts = fs.readdirSync(CASES).filter((name) => name.endsWith('.txt'));
const all = texts.map((name) => ({ name, cases: readCases(fs.readFileSync(path.join(CASES, name), 'utf8')) }));

/** What each rule says, in words alone, and how many cases were tried. */
const sentences = new Map<string, Set<string>>();
let tried = 0;

/** Notes the words of the messages, which the cases do not hold. */
function note(said: string, expected: string): void {
  tried += 1;
  const lines = expected.split('\n');
  let rule = '';
  for (const [index, line] of said.split('\n').entries()) {
    const words = wordsOf(line, lines[index] ?? '');
    const [, about = rule] = / \[([a-z]+\/[a-z-]+)\]$/.exec(line) ?? [];
    rule = about;
    const known = sentences.get(rule) ?? new Set();
    const isHint = line.startsWith('  hint: ');
    // what stands before is the place, and behind it the rule
    const sentence = words.replace(/^…/, '').replace(/…$/, isHint ? '$&' : '');
    if (/[a-z]/i.test(sentence)) known.add(`${isHint ? 'hint: ' : ''}${sentence.trim()}`);
    sentences.set(rule, known);
  }
}

describe.each(all)('careless input: $name', ({ cases }) => {
  oneIn(3).for(cases)('$name', async (input) => {
    expect(input.said).not.toBe('');
    const said = await messagesOf(input);
    expect(said).toEqual(saying(input.said));
    note(said, input.said);
  });
});

describe('the sentences of these messages', () => {
  const families = ['assay', 'brief', 'chart', 'csv', 'dataset', 'document', 'edition', 'file', 'schema', 'style'];

  test.for([...families, 'template', 'yaml'])('%s', async (family, { skip }) => {
    if (tried < all.flatMap(({ cases }) => cases).length) skip();
    const parts = [...sentences]
      .filter(([rule]) => rule.startsWith(`${family}/`))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([rule, known]) =>
          `## ${rule}\n\n${[...known]
            .sort()
            .map((one) => `- ${one}\n`)
            .join('')}`,
      );
    const text = [`# What rules of ${family} say\n`, ...parts].join('\n');
    await expect(text).toMatchFileSnapshot(path.join(SENTENCES, `${family}.md`));
  });
});
