import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/dataset/model.ts';
import { sayingAll } from '../messages.ts';
import { expectedIn, fillText, loadTiny, summaryOf } from './case.ts';

const CASES = path.resolve('tests/cases/template');
const names = await readdir(CASES);

let dataset: Dataset;
beforeAll(async () => {
  dataset = await loadTiny();
});

describe('a template is filled as expected, and each mistake reported at its place', () => {
  test.each(names)('%s', async (name) => {
    const folder = path.join(CASES, name);
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.hbs'));
    const texts = await Promise.all(
      files.map(async (file) => [file, await readFile(path.join(folder, file), 'utf8')] as const),
    );
    const [main, template = ''] = texts.find(([file]) => file.startsWith('brief.')) ?? [];
    const partials = texts
      .filter(([file]) => file !== main)
      .map(([file, text]) => [file.slice('partials/'.length, -'.hbs'.length), text]);
    const locale = main === 'brief.zh-CN.md.hbs' ? 'zh-CN' : 'en';
    const { shown, diagnostics } = fillText(dataset, template, {
      locale,
      partials: Object.fromEntries(partials) as Record<string, string>,
    });
    const expected = texts.flatMap(([file, text]) => expectedIn(file === main ? 'brief.md.hbs' : file, text));
    expect(diagnostics.map(summaryOf)).toEqual(sayingAll(expected));
    expect(shown).toBe(await readFile(path.join(folder, 'expected.md'), 'utf8'));
  });
});
