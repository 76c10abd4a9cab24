import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { assayDataset } from '../../src/assay/assay.ts';
import type { Diagnostic } from '../../src/core/diagnostics/diagnostic.ts';
import { expectedIn } from '../dataset/case.ts';
import { sayingAll } from '../messages.ts';
import { filesOf, tryFiles } from './world.ts';

const CASES = 'tests/cases/assay';
const names = (await readdir(CASES)).sort();

const BASE = {
  indicators: {
    'out.a': 'Mt flow',
    'out.b': 'Mt flow',
    'out.unstated': 'Mt flow',
    'price.a': 'CNY/t price',
    'sales.a': 'bn USD flow',
  },
  releases: {
    office: `  out.a: [{level: 10.0 Mt}, {growth: 3.0%}]
  out.b: [{level: 5.00 Mt}]
  price.a: [{level: "1,250 CNY/t"}]
  sales.a: [{level: 2.0 bn USD}]`,
  },
};

function summaryOf({ place, severity, rule, message, hint }: Diagnostic): string {
  return `relations.yaml:${place?.line} ${severity} ${rule}: ${message}${hint === undefined ? '' : ` -- ${hint}`}`;
}

describe('each mistake in the rules is reported once, at its line, in words that help', () => {
  test.each(names)('%s', async (name) => {
    const relations = await readFile(path.join(CASES, name), 'utf8');
    const { dataset, rules, diagnostics } = await tryFiles(filesOf({ ...BASE, relations }));
    const tested = dataset && rules ? assayDataset(dataset, rules).diagnostics : [];
    const expected = expectedIn('relations.yaml', relations);
    expect([...diagnostics, ...tested].map(summaryOf)).toEqual(sayingAll(expected));
  });
});
