import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { placeAt } from '../../src/core/diagnostics/source-file.ts';
import { parseAddressPattern } from '../../src/dataset/address.ts';
import type { Dataset } from '../../src/dataset/model.ts';
import { describeTie, matchAddresses, lookUpAddress } from '../../src/dataset/lookup.ts';
import { type Edition, openEdition } from '../../src/dataset/edition.ts';
import { loadChanged } from './case.ts';
import { loadReal } from './real.ts';
import { saying } from '../messages.ts';
import { asDay } from './brands.ts';

/** Releases of the base dataset that state the sales of 2024: by source and rank, date and number. */
const RELEASES = {
  'club-early': { source: 'club', published: '2025-02', level: '100' },
  'club-late': { source: 'club', published: '2025-02-28', level: '101' },
  'club-later': { source: 'club', published: '2025', level: '102' },
  'paper-new': { source: 'paper', published: '2026-03', level: '103' },
};

let dataset: Dataset;

beforeAll(async () => {
  const loaded = await loadChanged(async (folder) => {
    for (const [id, { source, published, level }] of Object.entries(RELEASES)) {
      const head = `release: {id: ${id}, source: ${source}, published: ${published}, period: 2024}`;
      const records = `  sales.all:\n    - {level: '${level}'}\n    - {growth: ${level}%}\n`;
      await writeFile(path.join(folder, `releases/${id}.yaml`), `${head}\nobservations:\n${records}`);
    }
  });
  if (!loaded.dataset) throw new Error(JSON.stringify(loaded.diagnostics.map((item) => item.message)));
  dataset = loaded.dataset;
});

function edition(release: string, asOf?: string): Edition {
  const diagnostics = new Diagnostics();
  const opened = openEdition(dataset, release, asOf, diagnostics);
  if (!opened) throw new Error(diagnostics.all[0]?.message);
  return opened;
}

function printed(opened: Edition, address: string): string {
  const found = lookUpAddress(opened, address);
  if ('observation' in found) return `${found.observation.release.id} ${found.observation.printed?.text}`;
  return 'tie' in found ? `tie of ${found.tie.length}` : found.missing;
}

describe('which figure is printed', () => {
  test('the release states it itself, whoever else does', () => {
    expect(printed(edition('paper-new'), 'sales.all')).toBe('paper-new 103');
    expect(printed(edition('club-early'), 'sales.all:growth')).toBe('club-early 100%');
  });

  test('else the newest of the highest-ranked source; a year counts as its last day', () => {
    expect(printed(edition('club-2025'), 'sales.all@2024')).toBe('club-later 102');
  });

  test('only what was published up to the date counts', () => {
    expect(printed(edition('club-early', '2025-02'), 'sales.all:growth@2024')).toBe('club-early 100%');
    expect(printed(edition('club-late', '2025-06'), 'sales.all')).toBe('club-late 101');
  });

  test('two with the same right are a tie, told with both places', () => {
    const release = { ...edition('club-2025'), asOf: asDay('2025-02-28') };
    const found = lookUpAddress(release, 'sales.all@2024');
    expect('tie' in found && describeTie(found.tie)).toEqual(
      saying(
        'club-early prints 100 (data/bicycles/releases/club-early.yaml:4), club-late prints 101 (data/bicycles/releases/club-late.yaml:4) … dataset.yaml',
      ),
    );
  });

  test('the period and base that an address leaves out are those of the edition', () => {
    expect(printed(edition('club-2025'), 'sales.city')).toBe('club-2025 12,340');
    expect(printed(edition('club-2025'), 'sales.city:growth[2024]@2025')).toBe('club-2025 3.5%');
  });
});

describe('what is missing is explained', () => {
  test.each([
    ['sales.citi', '… sales.citi … dataset.yaml', '… sales.city?'],
    ['sales.all@2042', '… sales.all@2042', '… sales.all@2024?'],
    ['price.city', '… price.city', undefined],
    ['sales.city:grwth', 'grwth …', '… growth?'],
  ])('%s', (address, missing, hint) => {
    expect(lookUpAddress(edition('club-2025'), address)).toEqual({
      missing: saying(missing),
      hint: hint === undefined ? undefined : saying(hint),
    });
  });

  test('what came later is named', () => {
    const early = { ...edition('club-early'), asOf: asDay('2025-02-28') };
    expect(lookUpAddress(early, 'sales.city@2025')).toEqual({
      missing: saying('sales.city@2025 … 2025-02-28'),
      hint: 'club-2025 states it',
    });
  });
});

describe('opening an edition', () => {
  test('the newest date in the dataset is the default', () => {
    expect(edition('club-2025')).toMatchObject({ asOf: asDay('2026-03-31'), period: { text: '2025' } });
  });

  test.each([
    ['club-2026', undefined, '… bicycles … club-2026', '… club-2025?'],
    ['club-2025', 'spring', 'spring …', 'write 2026, 2026-02 or 2026-02-04'],
    [
      'club-2025',
      '2026-01-14',
      'club-2025 … 2026-01-15, after 2026-01-14',
      'an edition is read on or after the day of its release',
    ],
  ])('%s as of %s', (release, asOf, message, hint) => {
    const diagnostics = new Diagnostics();
    expect(openEdition(dataset, release, asOf, diagnostics)).toBeUndefined();
    expect(diagnostics.all).toMatchObject([{ message: saying(message), hint: saying(hint) }]);
  });

  test('an edition of a brief that reads its release before its day is reported what as_of may be', () => {
    const diagnostics = new Diagnostics();
    const place = placeAt({ path: 'brief.yaml', text: 'as_of: 2026-01-14' }, 0);
    expect(openEdition(dataset, 'club-2025', '2026-01-14', diagnostics, place)).toBeUndefined();
    expect(diagnostics.all[0]?.hint).toEqual(saying('… write as_of: 2026-01-15 …'));
  });
});

test('in another language an edition prints the text of its release in that language, where it has as many digits', async () => {
  const real = await loadReal();
  const opened = openEdition(real, 'cnia-2025', '2026-02-28', new Diagnostics());
  if (!opened) throw new Error('there is no release on 2025');
  const releaseOf = (language: string, address: string): string => {
    const found = lookUpAddress({ ...opened, language }, address);
    return 'observation' in found ? found.observation.release.id : 'none';
  };
  expect(releaseOf('en', 'output.refined_copper')).toBe('cnia-2025');
  expect(releaseOf('zh-CN', 'output.refined_copper')).toBe('cnia-zh-2025');
  // the Chinese text prints 8%, the translation 8.0%
  expect(releaseOf('zh-CN', 'output.alumina:growth')).toBe('cnia-2025');
});

describe('several at once', () => {
  function matched(opened: Edition, text: string): string[] {
    const pattern = parseAddressPattern(text);
    if ('problem' in pattern) throw new Error(pattern.problem);
    const found = matchAddresses(opened, pattern);
    return 'tie' in found
      ? [`tie of ${found.tie.length}`]
      : found.map((item) => `${item.address} ${item.printed?.text}`);
  }

  test('in the order of the indicators, not of the files', () => {
    const release = edition('club-2025');
    expect(matched(release, '*.*@2024..2025')).toEqual([
      'sales.city@2025 12,340',
      'sales.all@2024 102',
      'steel.used@2025 61.2 t',
    ]);
    expect(matched(release, '*.*:growth')).toEqual(['sales.city:growth@2025 3.5%', 'steel.used:growth@2025 1.0%']);
    expect(matched(release, 'sales.*:growth[2023]@2024')).toEqual(['sales.all:growth@2024 102%']);
  });

  test('a star stands for one word, and nothing matches nothing', () => {
    expect(matched(edition('club-2025'), '*')).toEqual([]);
    expect(matched(edition('club-2025'), 's*.*')).toEqual(['sales.city@2025 12,340', 'steel.used@2025 61.2 t']);
  });

  test('a tie is not passed over', () => {
    expect(matched({ ...edition('club-2025'), asOf: asDay('2025-02-28') }, 'sales.*@2024')).toEqual(['tie of 2']);
  });
});
