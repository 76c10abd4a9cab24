import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/dataset/model.ts';
import { HELPERS } from '../../src/template/helpers/helper-table.ts';
import { NAMES } from '../../src/template/template-names.ts';
import { BLOCKS } from '../../src/template/helper.ts';
import { fillText, loadTiny } from './case.ts';

/** The pages on templates, in the order in which a reader takes them. */
const PAGES = ['templates', 'template-figures', 'template-words', 'template-names'].concat([
  'template-lists',
  'template-conditions',
  'template-changes',
]);
const README = (await Promise.all(PAGES.map((page) => readFile(`docs/reference/${page}.md`, 'utf8')))).join('\n');

interface Example {
  readonly template: string;
  readonly printed: string;
  readonly partials: Readonly<Record<string, string>>;
}

/** Each block of Handlebars with the block of text after it; a block that names a partial serves those that follow. */
function examplesIn(markdown: string): Example[] {
  const examples: Example[] = [];
  const partials: Record<string, string> = {};
  let template = '';
  for (const [, language, file, body = ''] of markdown.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)) {
    if (file) partials[file.slice('partials/'.length, -'.hbs'.length)] = body;
    else if (language === 'handlebars') template = body;
    else if (language === 'text') examples.push({ template, printed: body, partials: { ...partials } });
  }
  return examples;
}

let dataset: Dataset;
beforeAll(async () => {
  dataset = await loadTiny();
});

const examples = examplesIn(README);

describe('each example of the pages on templates prints what it says', () => {
  test.each(examples.map((example) => [example.template.split('\n')[0], example]))(
    '%s',
    (_, { template, printed, partials }) => {
      const { filled, diagnostics } = fillText(dataset, template, {
        partials,
        before: ['ferry-2025-q3', '2025-12-31'],
      });
      expect(diagnostics).toEqual([]);
      const parts = filled.tokens.split(filled.markdown).map((part) => {
        if (typeof part === 'string') return part;
        // the example has one source, and it is numbered when the document is complete
        if (part.kind === 'citation') return part.cited === 'exhibit' ? 'Source: Harbour Office [1]' : '[1]';
        return part.text;
      });
      expect(parts.join('').replaceAll('\u00A0', ' ')).toBe(printed);
    },
  );
});

test.each([...HELPERS.keys()])('the helper %s is taught, with every option, and used in an example', (name) => {
  const row = README.split('\n').find((line) => line.startsWith('|') && line.split('|')[1]?.includes(`\`${name}\``));
  expect(row).toBeDefined();
  expect(examples.some(({ template }) => new RegExp(`[{(]${name}[ }]`).test(template))).toBe(true);
});

test.each([...BLOCKS, ...Object.keys(NAMES)])('%s is taught', (name) => {
  expect(README).toMatch(new RegExp(`\`#?${name}\``));
});
