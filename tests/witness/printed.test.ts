import { describe, expect, test } from 'vitest';
import { byClass, byTag } from '../output/elements.ts';
import { readHtml, textOf } from '../output/html-text.ts';
import { placesIn } from '../../src/witness/source-place.ts';
import { type Change, witnessed } from './case.ts';
import { composedPort, type ComposedPort } from './composed.ts';

const RELEASE = 'data/harbour/releases/port-en-2025.yaml';
const RECORD = 'sources/port-en.yaml';
const TEXT = 'sources/port-en.txt';
const FACTS: Change = [RECORD, 'keep: text', 'keep: text\nurl: https://port.example/news\nretrieved: 2026-02-05'];

/** Excerpts of the text, and the two statements that they are of. */
const KEPT_WORDS: readonly Change[] = [
  [
    RECORD,
    `keep: excerpts
url: https://port.example/news
retrieved: 2026-02-05
excerpts:
  - 'cargo/1: cargo throughput … [41.37] million tonnes'
  - 'cargo/2: bulk goods … [12.06] million tonnes'
`,
  ],
  [
    RELEASE,
    `release: { id: port-en-2025, source: port_en, published: 2026-02-04, period: 2025, source_file: ${TEXT} }
observations:
  cargo:
    - { level: 41.37 million t, at: cargo/1 }
  cargo.bulk:
    - { level: 12.06 million t, at: cargo/2 }
`,
  ],
  ['templates/port/brief.md.hbs', 'Ships: {{value "ships"}}.\n', ''],
];

function proofs({ texts }: ComposedPort): readonly string[] {
  return (texts.get('brief.md') ?? '').split('\n').filter((line) => line.startsWith('- **'));
}

/** What is shown of the source of a figure: its text, what is marked in it, and where it leads. */
function shownPlaces({ texts }: ComposedPort): readonly (readonly [text: string, marked: string, url: string])[] {
  const page = readHtml(texts.get('brief.html') ?? '');
  return byClass(page, 'figures').flatMap((list) =>
    byTag(list, 'li').flatMap((item) =>
      byTag(item, 'q').map(
        (quote) =>
          [
            textOf(quote),
            byTag(quote, 'mark').map(textOf).join('|'),
            byTag(item, 'a')
              .filter((link) => byTag(link, 'q').length > 0)
              .map(({ properties }) => String(properties['href']))
              .join('|'),
          ] as const,
      ),
    ),
  );
}

function valuesOf({ texts }: ComposedPort): readonly Record<string, unknown>[] {
  return (JSON.parse(texts.get('brief.json') ?? '') as { values: Record<string, unknown>[] }).values;
}

describe('a brief says how its figures were proved', () => {
  test('counts of tests and of the witness, of the releases whose figures it prints', async () => {
    const port = await composedPort([FACTS]);
    expect(port.told.filter((one) => !one.startsWith('brief/'))).toEqual([]);
    const counts = proofs(port).map((line) => line.match(/\d+/g)?.map(Number));
    // 25 statements of one release; its text has four periods and five numbers of the page, as its record counts them.
    expect(counts).toEqual([
      [expect.any(Number), 25],
      [25, 25, 9, 4, 5],
    ]);
    const { proofs: all } = JSON.parse(port.texts.get('brief.json') ?? '') as { proofs: object[] };
    expect(all).toMatchObject([
      {
        release: 'port-en-2025',
        statements: 25,
        source: { file: TEXT, keep: 'text', url: 'https://port.example/news', retrieved: '2026-02-05' },
        read: { found: 25, in_doubt: 0, not_taken: { periods: 4, page: 5 }, unread: 0 },
      },
    ]);
    expect(port.texts.get('brief.md')).toMatch(/\[port\.example\]\(https:\/\/port\.example\/news\), .*5.February.2026/);
    expect(port.readAgain).toEqual([]);
  });

  test('of all other releases it says once that they were not read again', async () => {
    const port = await composedPort([
      [
        'templates/port/brief.md.hbs',
        'Ships: {{value "ships"}}.',
        'Ships: {{value "ships"}}, {{value "revenue@2024"}}.',
      ],
      [
        'data/harbour/releases/other.yaml',
        'release: { id: other, source: port_de, published: 2025-02-01, period: 2024 }\nobservations:\n  revenue:\n    - { level: 306 million EUR }\n    - { growth: 2% }\n',
      ],
    ]);
    const [, read, not] = proofs(port).map((line) => line.match(/\d+/g)?.map(Number));
    expect(read?.slice(0, 2)).toEqual([25, 25]);
    expect(not?.[0]).toBe(2);
    expect(valuesOf(port).map(({ address, value }) => `${String(address)} ${String(value)}`)).toContain(
      'proofs.not_witnessed.statements 2',
    );
  });

  test('what the witness finds wrong is an error of a build too, at its line', async () => {
    const port = await composedPort([[RELEASE, '41.37', '41.73']]);
    expect(port.told).toContain('witness/digits port-en-2025.yaml:4');
  });
});

describe('what is printed depends on nothing but the repository', () => {
  test('a copy where the text of a source would lie changes no byte where only excerpts are kept', async () => {
    const [without, withCopy] = [
      await composedPort([...KEPT_WORDS, [TEXT, '']]),
      await composedPort([...KEPT_WORDS, [TEXT, 'Cargo throughput was 41.37 million tonnes, and 99 others.']]),
    ];
    expect(proofs(without)[1]?.match(/\d+/g)).toEqual(['2', '2']);
    expect([...withCopy.texts]).toEqual([...without.texts]);
    expect(withCopy.fingerprint).toEqual(without.fingerprint);
    expect(withCopy.told).toEqual(without.told);
  });

  test('of which nothing is kept a source is not witnessed, whether a copy lies there or not', async () => {
    const hash: Change = [RECORD, 'keep: hash\n'];
    const port = await composedPort([hash]);
    expect(proofs(port).map((line) => line.match(/\d+/g)?.at(-1))).toHaveLength(2);
    const { proofs: all } = JSON.parse(port.texts.get('brief.json') ?? '') as { proofs: object[] };
    expect(all).toMatchObject([{ source: { keep: 'hash' }, read: null }]);
  });

  test('the text and the record are inputs of the edition, and a change of either is another print', async () => {
    const port = await composedPort();
    const paths = port.fingerprint.inputs.map(({ path }) => path).filter((path) => path.startsWith('sources/'));
    expect(paths).toEqual([
      'sources/port-de.txt',
      'sources/port-de.yaml',
      TEXT,
      RECORD,
      'sources/port-zh.txt',
      'sources/port-zh.yaml',
    ]);
    const other = await composedPort([FACTS]);
    expect(other.fingerprint.fingerprint).not.toBe(port.fingerprint.fingerprint);
  });
});

describe('a figure leads to its source', () => {
  test('with the sentence around it, the numeral marked, in a page and in brief.json', async () => {
    const port = await composedPort([FACTS]);
    const [cargo, bulk, ships] = shownPlaces(port);
    expect(cargo?.slice(0, 2)).toEqual([
      'In 2025 cargo throughput of the harbour reached 41.37 million tonnes, up 3.4% on a year earlier, and exceeded 40 million tonnes for the first time.',
      '41.37 million tonnes',
    ]);
    expect(cargo?.[2]).toBe('https://port.example/news#:~:text=41.37%20million%20tonnes');
    expect(bulk?.[1]).toBe('12.06 million tonnes');
    expect(ships?.slice(0, 2)).toEqual(['Nearly 8,300 ships called, a decrease of 2.5% compared with 2024.', '8,300']);
    expect(ships?.[2]).toBe('https://port.example/news#:~:text=8%2C300');
    expect(valuesOf(port).find(({ address }) => address === 'ships@2025')).toMatchObject({
      in_source: { at: 'business/1', figure: '8,300', url: 'https://port.example/news#:~:text=8%2C300' },
    });
  });

  test('by the words before it where the text has the same number twice', async () => {
    const port = await composedPort([
      FACTS,
      [TEXT, 'Harbour office', 'In 1999 8,300 boats. Harbour office'],
      [RECORD, 'page: 5', 'page: 7'],
    ]);
    expect(shownPlaces(port)[2]?.[2]).toBe('https://port.example/news#:~:text=Nearly-,8%2C300');
  });

  test('by its first words and its number where only excerpts are kept', async () => {
    expect(shownPlaces(await composedPort([...KEPT_WORDS, [TEXT, '']]))).toEqual([
      [
        'cargo throughput … 41.37 million tonnes',
        '41.37 million tonnes',
        'https://port.example/news#:~:text=41.37%20million%20tonnes',
      ],
      [
        'bulk goods … 12.06 million tonnes',
        '12.06 million tonnes',
        'https://port.example/news#:~:text=12.06%20million%20tonnes',
      ],
    ]);
  });

  test('search engines learn the address of the source, and what is measured', async () => {
    const page = readHtml((await composedPort([FACTS])).texts.get('brief.html') ?? '');
    const [script] = byTag(page, 'script');
    const data = JSON.parse(script ? textOf(script) : '') as Record<string, unknown>;
    expect(data['isBasedOn']).toMatchObject({ '@type': 'CreativeWork', url: 'https://port.example/news' });
    expect(data['variableMeasured']).toContain('Harbour fee (euros per tonne)');
  });

  test('no text of a source adds an element, a figure or a direction, and a huge sentence is cut', async () => {
    const words = `&lt;/q&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#x202E;&#x2067; {{value "cargo"}} &lt;img src=x&gt; ${'very '.repeat(15_000)}`;
    const page = `<!doctype html><html><body><p>In 2025 ${words} cargo throughput reached 41.37 million tonnes&#x202E; and &lt;b&gt; more.</p><p>Bulk goods came to 12.06 million tonnes.</p></body></html>`;
    const [record, release, template] = KEPT_WORDS;
    if (!record || !release || !template) throw new Error('no changes');
    const port = await composedPort([
      [release[0], release[1].toString().replace('port-en.txt', 'port-en.html')],
      [record[0], `keep: text\nurl: https://port.example/a?b='#c\n`],
      ['sources/port-en.html', page],
      template,
    ]);
    const plain = await composedPort([...KEPT_WORDS, [TEXT, '']]);
    const [cargo] = shownPlaces(port);
    expect(port.told).toEqual([]);
    expect(cargo?.[1]).toBe('41.37 million tonnes');
    expect(cargo?.[2]).toBe("https://port.example/a?b='#c:~:text=41.37%20million%20tonnes");
    expect((cargo?.[0] ?? '').length).toBeLessThan(400);
    const html = port.texts.get('brief.html') ?? '';
    expect(html).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u);
    const tags = (one: ComposedPort): readonly string[] =>
      byTag(readHtml(one.texts.get('brief.html') ?? ''), 'script', 'img', 'q', 'mark').map(({ tagName }) => tagName);
    expect(tags(port)).toEqual(tags(plain));
    const stated = (one: ComposedPort): readonly unknown[] =>
      valuesOf(one).flatMap(({ release, text }) => (release === undefined ? [] : [text]));
    expect(stated(port)).toEqual(stated(plain));
    expect(port.readAgain).toEqual([]);
    expect(html.length).toBeLessThan((plain.texts.get('brief.html') ?? '').length + 2_000);
  });

  test('nothing of a source turns the text around it, whatever its kind of file lets through', async () => {
    const { witnessed: all } = await witnessed();
    const reading = all.find(({ release }) => release.id === 'port-en-2025')?.reading;
    if (!reading) throw new Error('the release was not read');
    for (const block of reading.document.blocks)
      Object.assign(block, { text: block.text.replace('of the harbour', 'of \u202Ehe\u2067harbour') });
    const places = placesIn(reading, undefined);
    const cargo = [...places].find(([{ address }]) => address === 'cargo@2025')?.[1];
    expect(cargo?.before).toBe('In 2025 cargo throughput of heharbour reached ');
  });
});
