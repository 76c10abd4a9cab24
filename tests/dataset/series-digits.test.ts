import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { decimalToNumber } from '../../src/core/numbers/decimal.ts';
import type { Quantity } from '../../src/dataset/model.ts';
import { loadChanged, summaryOf } from './case.ts';
import { asRelease } from './brands.ts';

const HEAD = 'release: {id: club-2026, source: club, published: 2027-01-15, period: 2026}\n';

function ends(quantity: Quantity | undefined): string {
  return [quantity?.interval.low, quantity?.interval.high].map((end) => end && decimalToNumber(end)).join(' to ');
}

/** Print and what it stands for, of each figure of a release. */
async function standFor(file: string, text: string): Promise<string[]> {
  const { dataset, diagnostics } = await loadChanged((folder) => writeFile(path.join(folder, 'releases', file), text));
  expect(diagnostics.map(summaryOf)).toEqual([]);
  return (dataset?.releases.get(asRelease('club-2026'))?.observations ?? []).map(({ printed, correction }) => {
    return `${printed?.text}: ${ends(printed)}${correction ? `, right ${ends(correction.quantity)}` : ''}`;
  });
}

const records = (text: string): Promise<string[]> =>
  standFor('second.yaml', `${HEAD}observations:\n  steel.used:\n${text.replaceAll(/^ *(?=-)/gm, '    ')}`);

test('zeros at the end count as far as a figure of the same series shows digits', async () => {
  expect(
    await records(`- {level: '1,240 t', period: 2025}
    - {level: '1,237 t', period: 2024}
    - {level: '2,000 t', period: 2023}`),
  ).toEqual(['1,240 t: 1239.5 to 1240.5', '1,237 t: 1236.5 to 1237.5', '2,000 t: 1999.5 to 2000.5']);
  // tens are shown, and no more
  expect(await records(`- {level: '1,240 t', period: 2025}\n    - {level: '3,000 t', period: 2024}`)).toEqual([
    '1,240 t: 1235 to 1245',
    '3,000 t: 2995 to 3005',
  ]);
  // never finer than the print
  expect(await records(`- {level: 80 t, period: 2025}\n    - {level: 75.5 t, period: 2024}`)).toEqual([
    '80 t: 79.5 to 80.5',
    '75.5 t: 75.45 to 75.55',
  ]);
});

test('what is over or about so much, a forecast, another unit or text shows nothing of other figures, nor has more digits', async () => {
  expect(
    await records(`- {level: '1,240 t', period: 2025}
    - {level: 'about 1,237 t', period: 2024}
    - {level: '1,241 t', period: 2027, status: [forecast]}
    - {level: 1.239 kt, period: 2023}
    - {level: '1,233 t', period: 2022, in: table}`),
  ).toEqual([
    '1,240 t: 1235 to 1245',
    'about 1,237 t: 1236.5 to 1237.5',
    '1,241 t: 1240.5 to 1241.5',
    '1.239 kt: 1.2385 to 1.2395',
    '1,233 t: 1232.5 to 1233.5',
  ]);
  expect(
    await records(`- {level: 'about 1,240 t', period: 2025}
    - {level: '1,237 t', period: 2024}
    - {level: '1,300 t', period: 2027, status: [forecast]}
    - {level: '1,250 t', resolution: 50 t, period: 2023}`),
  ).toEqual([
    'about 1,240 t: 1235 to 1245',
    '1,237 t: 1236.5 to 1237.5',
    '1,300 t: 1250 to 1350',
    '1,250 t: 1225 to 1275',
  ]);
});

test('a correction has the digits of its series, and a table of a release as CSV is read so too', async () => {
  expect(
    await records(`- {level: '12,400 t', period: 2025, corrected: '1,240 t', evidence: arithmetic}
    - {level: '1,237 t', period: 2024}`),
  ).toEqual(['12,400 t: 12399.5 to 12400.5, right 1239.5 to 1240.5', '1,237 t: 1236.5 to 1237.5']);
  const rows = [
    'release,indicator,measure,period,printed',
    'club-2026,steel.used,level,2025,130 t',
    'club-2026,steel.used,level,2026,236 t',
  ];
  const { dataset, diagnostics } = await loadChanged(async (folder) => {
    await writeFile(
      path.join(folder, 'releases/releases.csv'),
      'id,source,published,period\nclub-2026,club,2027-01-15,2026\n',
    );
    await writeFile(path.join(folder, 'releases/second.csv'), `${rows.join('\n')}\n`);
  });
  expect(diagnostics.map(summaryOf)).toEqual([]);
  const read = dataset?.releases.get(asRelease('club-2026'))?.observations ?? [];
  expect(read.map(({ printed }) => ends(printed))).toEqual(['129.5 to 130.5', '235.5 to 236.5']);
});
