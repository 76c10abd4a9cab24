import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Edition } from '../../src/dataset/edition.ts';
import { editionOf } from './case.ts';

/** Indicators of a made-up dataset: label, and by period what was stated, as `'12,000'`; or by measure and period: `'growth 2025'`. */
export type MadeUp = Readonly<
  Record<
    string,
    {
      readonly label?: string;
      readonly unit?: string;
      readonly kind?: string;
      readonly status?: string;
      readonly figures: Readonly<Record<string, string>>;
    }
  >
>;

/** An edition of a made-up dataset without dimensions, of one release of 2025. */
export async function madeUp(indicators: MadeUp, more = ''): Promise<Edition> {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-made-up-'));
  const folder = path.join(root, 'data', 'made-up');
  await fs.mkdir(path.join(folder, 'releases'), { recursive: true });
  const declared = Object.entries(indicators).map(
    ([id, { label = id, unit = 'count', kind = 'flow' }]) =>
      `  ${id}: { label: ${JSON.stringify(label)}, unit: ${JSON.stringify(unit)}, kind: ${kind} }`,
  );
  const stated = Object.entries(indicators).flatMap(([id, { figures, status, unit = '' }]) => {
    const lines = Object.entries(figures).map(([when, text]) => {
      const [period = '', measure = 'level'] = when.split(' ').reverse();
      const also = status === undefined ? '' : `, status: [${status}]`;
      const whole = measure === 'level' && unit !== '' && !text.includes(unit) ? `${text} ${unit}` : text;
      return `    - { ${measure}: '${whole}', period: ${period}, at: text/1${also} }`;
    });
    return [`  ${id}:`].concat(lines);
  });
  const source = '  office: { publisher: The Office, title: Figures, url: https://office.example/, rank: 1 }';
  const head = 'title: Made up\npublisher: Nobody\nlicence: CC0-1.0\ncontact: nobody@office.example\nlocales: [en]';
  const dataset = `${head}\nsources:\n${source}\n${more}indicators:\n${declared.join('\n')}\n`;
  await fs.writeFile(path.join(folder, 'dataset.yaml'), dataset);
  const release = 'release: { id: one, source: office, published: 2026-01-19, period: 2025 }';
  await fs.writeFile(path.join(folder, 'releases', 'one.yaml'), `${release}\n\nobservations:\n${stated.join('\n')}\n`);
  try {
    return await editionOf(root, 'made-up', 'one');
  } finally {
    await fs.rm(root, { recursive: true });
  }
}

/** Levels of several years from the first one. */
export function years(first: number, ...levels: readonly (number | string)[]): Record<string, string> {
  return Object.fromEntries(levels.map((level, at) => [String(first + at), String(level)]));
}
