import { describe, expect, test } from 'vitest';
import { excerptsOf } from '../../src/witness/excerpt-writing.ts';
import { type Change, witnessed } from './case.ts';

const EN = 'data/harbour/releases/port-en-2025.yaml';
const DE = 'data/harbour/releases/port-de-2025.yaml';
const ZH = 'data/harbour/releases/port-zh-2025.yaml';

test('statements typed from texts in three languages are all read again, and nothing of the texts is left', async () => {
  const { told, witnessed: found } = await witnessed();
  expect(told).toEqual([]);
  expect(found.map(({ release, statements, read, unread }) => [release.id, statements, read, unread])).toEqual([
    ['port-de-2025', 18, 18, 0],
    ['port-en-2025', 25, 25, 0],
    ['port-zh-2025', 20, 20, 0],
  ]);
  const english = found.find(({ release }) => release.id === 'port-en-2025');
  // 2025, 2020, 2024, 2026; of the telephone and the headline 44, 1632, 960001, 14 and 40
  expect(Object.fromEntries(english?.ignored ?? [])).toEqual({ periods: 4, page: 5 });
});

test('a figure agrees with its quotation by digits and sign', async () => {
  const quoted: readonly Change[] = [
    [EN, 'growth: 1.9%, period', 'growth: 1.9%, words: rose 1.9% from the third quarter, period'],
    [EN, 'growth: -5.2%', "growth: -5.2%, words: 'fell by 5.2%'"],
  ];
  expect((await witnessed(quoted)).told).toEqual([]);
});

/** A slip, and the only message about it: its rule and line. */
const SLIPS: readonly (readonly [what: string, change: Change, told: string])[] = [
  ['two digits exchanged', [EN, '41.37 million t', '41.73 million t'], 'witness/digits port-en-2025.yaml:4'],
  ['a wrong digit', [EN, '318.6 million', '316.6 million'], 'witness/digits port-en-2025.yaml:29'],
  ['the point moved', [EN, '12.06 million', '120.6 million'], 'witness/digits port-en-2025.yaml:12'],
  ['a zero left out', [EN, 'growth: 4.0%', 'growth: 4%'], 'witness/digits port-en-2025.yaml:30'],
  ['another scale', [EN, '9.41 million t', '9.41 10^3 t'], 'witness/unit port-en-2025.yaml:16'],
  ['a sign lost', [EN, 'growth: -5.2%', 'growth: 5.2%'], 'witness/sign port-en-2025.yaml:11'],
  ['a hedge lost', [EN, "'nearly 8,300'", "'8,300'"], 'witness/hedge port-en-2025.yaml:22'],
  ['a hedge added', [EN, 'level: 11.5%', 'level: about 11.5%'], 'witness/hedge port-en-2025.yaml:25'],
  ['a sign before a range', [EN, 'growth: 1 to 2%', 'growth: -1 to 2%'], 'witness/sign port-en-2025.yaml:9'],
  ['an end of a range lost', [EN, 'growth: 1 to 2%', 'growth: 2%'], 'witness/hedge port-en-2025.yaml:9'],
  [
    'growth for a share',
    [EN, 'share: 29.2%, of: cargo', 'growth: 29.2%, period: 2024'],
    'witness/measure port-en-2025.yaml:13',
  ],
  ['a base added', [EN, 'growth: 3.4%', 'growth: 3.4%, base: 2020'], 'witness/base port-en-2025.yaml:5'],
  ['a base lost', [EN, ', base: 2025-Q3', ''], 'witness/base port-en-2025.yaml:8'],
  [
    'another paragraph',
    [EN, '12.06 million t, at: cargo/2', '12.06 million t, at: business/2'],
    'witness/place port-en-2025.yaml:12',
  ],
  [
    'a paragraph that is not there',
    [EN, '12.06 million t, at: cargo/2', '12.06 million t, at: cargo/7'],
    'witness/place port-en-2025.yaml:12',
  ],
  [
    'a statement left out',
    [EN, '    - { share: 29.2%, of: cargo, at: cargo/2 }\n', ''],
    'witness/unread port-en.txt:6',
  ],
  ['a word that is not there', [EN, 'words: basically', 'words: totally'], 'witness/words port-en-2025.yaml:35'],
  [
    'other digits than its quotation has',
    [EN, 'growth: 1.9%, period', 'growth: 1.8%, words: rose 1.9% from the third quarter, period'],
    'witness/digits port-en-2025.yaml:8',
  ],
  [
    'another sign than its quotation says',
    [EN, 'growth: -5.2%', "growth: 5.2%, words: 'fell by 5.2%'"],
    'witness/sign port-en-2025.yaml:11',
  ],
  ['digits exchanged in German', [DE, '318.6 million', '381.6 million'], 'witness/digits port-de-2025.yaml:24'],
  ['a sign lost in German', [DE, 'growth: -2.5%', 'growth: 2.5%'], 'witness/sign port-de-2025.yaml:17'],
  ['a sign lost in Chinese', [ZH, 'growth: -5.2%', 'growth: 5.2%'], 'witness/sign port-zh-2025.yaml:11'],
  ['a scale in Chinese', [ZH, '1206 10^4 t', '1206 million t'], 'witness/unit port-zh-2025.yaml:10'],
];

describe('a slip is reported once, at its line', () => {
  test.for(SLIPS)('%s', async ([, change, expected]) => {
    expect((await witnessed([change])).told).toEqual([expected]);
  });
});

test('figures of two indicators that were exchanged are of other things than the text says', async () => {
  const { told } = await witnessed([
    [EN, 'level: 12.06 million t', 'level: 9.4100 million t'],
    [EN, 'level: 9.41 million t', 'level: 12.06 million t'],
    [EN, 'level: 9.4100 million t', 'level: 9.41 million t'],
  ]);
  expect(told).toEqual(['witness/label port-en-2025.yaml:12', 'witness/label port-en-2025.yaml:16']);
});

test('without the words of a source for its indicators such an exchange is not seen, and the count says so', async () => {
  const own = 'in_source: { port_en: [bulk goods], port_de: [Massengut], port_zh: [散货] }';
  const other = 'in_source: { port_en: [liquid goods], port_de: [Flüssiggut], port_zh: [液体货物] }';
  const { told, witnessed: found } = await witnessed([
    ['data/harbour/dataset.yaml', own, 'note: none'],
    ['data/harbour/dataset.yaml', other, 'note: none'],
    [EN, 'level: 12.06 million t', 'level: 9.4100 million t'],
    [EN, 'level: 9.41 million t', 'level: 12.06 million t'],
    [EN, 'level: 9.4100 million t', 'level: 9.41 million t'],
  ]);
  expect(told).toEqual([]);
  const english = found.find(({ release }) => release.id === 'port-en-2025');
  expect([...(english?.unnamed.keys() ?? [])].toSorted()).toEqual(['cargo.bulk', 'cargo.liquid']);
  // With the words nothing is open.
  expect((await witnessed()).witnessed.filter(({ unnamed }) => unnamed.size > 0)).toEqual([]);
});

describe('a figure is of the quarter that its sentence names', () => {
  test.for<readonly [release: string, source: string, text: string]>([
    [
      EN,
      'port_en',
      'In the third quarter throughput was 10.41 million tonnes, up from 9.87 million tonnes in the second quarter.',
    ],
    [
      DE,
      'port_de',
      'Im dritten Quartal betrug der Güterumschlag 10,41 Millionen Tonnen nach 9,87 Millionen Tonnen im zweiten Quartal.',
    ],
    [ZH, 'port_zh', '第三季度货物吞吐量1041万吨，第二季度货物吞吐量987万吨。'],
  ])('%s', async ([release, source, text]) => {
    const id = release.replace(/^.*\/|\.yaml$/g, '');
    const units = source === 'port_zh' ? ['1041 10^4 t', '987 10^4 t'] : ['10.41 million t', '9.87 million t'];
    const typed = (first: string): Change => [
      release,
      `release: { id: ${id}, source: ${source}, published: 2026-02-04, period: 2025, source_file: sources/quarters.txt }
observations:
  cargo:
    - { level: ${units[0]}, period: ${first} }
    - { level: ${units[1]}, period: 2025-Q2 }
`,
    ];
    expect((await witnessed([typed('2025-Q3'), ['sources/quarters.txt', text]])).told).toEqual([]);
    const slip = await witnessed([typed('2025-Q4'), ['sources/quarters.txt', text]]);
    expect(slip.told).toEqual([`witness/base ${id}.yaml:4`]);
  });
});

test('a numeral is one statement', async () => {
  const again = '    - { level: 41.37 million t, period: 2024, at: cargo/1 }\n    - { growth: 3.4%, at: cargo/1 }\n';
  const { told } = await witnessed([[EN, '    - { growth: 3.4%, at: cargo/1 }\n', again]]);
  expect(told).toEqual(['witness/stated-twice port-en-2025.yaml:5']);
});

describe('what is not a figure is counted', () => {
  test('another number than the record says is reported there', async () => {
    const { told } = await witnessed([['sources/port-en.yaml', 'periods: 4', 'periods: 5']]);
    expect(told).toEqual(['witness/ignored port-en.yaml:6']);
  });

  test('a figure may be left out with a reason', async () => {
    const left = 'not_taken: [{ at: cargo/2, numeral: 29.2%, reason: It follows from the others. }]\nignore:';
    const { told, witnessed: found } = await witnessed([
      [EN, '    - { share: 29.2%, of: cargo, at: cargo/2 }\n', ''],
      ['sources/port-en.yaml', 'ignore:', left],
    ]);
    expect(told).toEqual([]);
    expect(found.find(({ release }) => release.id === 'port-en-2025')?.notTaken).toBe(1);
  });
});

describe('a source that is not what it should be is one message, and the other releases are tested', () => {
  test.for<readonly [what: string, change: Change, told: string]>([
    [
      'changed',
      ['sources/port-en.yaml', 'keep: text', `keep: text\nsha256: ${'0'.repeat(64)}`],
      'witness/changed port-en.yaml:2',
    ],
    ['of another kind', ['sources/port-en.txt', '%PDF-1.7\n'], 'witness/unreadable port-en-2025.yaml:1'],
    ['no text', ['sources/port-en.txt', Buffer.from([0x41, 0xc3, 0x28])], 'witness/unreadable port-en-2025.yaml:1'],
    ['another text', ['sources/port-en.txt', 'Good morning.\n'], 'witness/not-found port-en-2025.yaml:1'],
    ['absent', [EN, 'port-en.txt', 'port-us.txt'], 'witness/unreadable port-en-2025.yaml:1'],
  ])('%s', async ([, change, expected]) => {
    const { told, witnessed: found } = await witnessed([change]);
    expect(told).toEqual([expected]);
    expect(found.filter(({ read }) => read !== undefined)).toHaveLength(2);
  });

  test('a source whose text is not kept and not here is not witnessed, without a mistake', async () => {
    const { told, witnessed: found } = await witnessed([
      [EN, 'port-en.txt', 'elsewhere.txt'],
      ['sources/elsewhere.yaml', 'keep: hash\n'],
    ]);
    expect(told).toEqual([]);
    expect(found.find(({ release }) => release.id === 'port-en-2025')).not.toHaveProperty('read');
  });
});

describe('of a text that may not be kept, excerpts do', () => {
  test.for(['port-en-2025', 'port-de-2025', 'port-zh-2025'])('%s', async (id) => {
    const { witnessed: found, dataset } = await witnessed();
    const { release, reading } = found.find((one) => one.release.id === id) ?? {};
    if (!release || !reading) throw new Error(`${id} was not read`);
    const excerpts = excerptsOf(dataset, release, reading);
    for (const excerpt of excerpts) {
      const words = excerpt.replace(/^[^:]*: /, '');
      expect(words.split(/[\s…]+/).length, excerpt).toBeLessThanOrEqual(12);
      expect(words, excerpt).not.toMatch(/[.。]$/);
    }
    const file = `sources/${release.sourceFile?.path.replace(/^.*\//, '')}`;
    const list = excerpts.map((one) => `  - '${one.replaceAll("'", "''")}'\n`).join('');
    const kept: Change[] = [
      [`data/harbour/releases/${id}.yaml`, file, 'sources/elsewhere.txt'],
      ['sources/elsewhere.yaml', `keep: excerpts\nexcerpts:\n${list}`],
    ];
    const again = await witnessed(kept);
    expect(again.told).toEqual([]);
    expect(again.witnessed.find((one) => one.release.id === id)).toMatchObject({ kept: 'excerpts', unread: 0 });
    const slip = await witnessed([...kept, [`data/harbour/releases/${id}.yaml`, '318.6', '381.6']]);
    expect(slip.told).toHaveLength(1);
  });
});
