import { describe, expect, test } from 'vitest';
import { type Change, witnessed } from './case.ts';
import { workbook } from './small-workbook.ts';

const RELEASE = 'data/harbour/releases/port-en-2025.yaml';
const TYPED = `release: { id: port-en-2025, source: port_en, published: 2026-02-04, period: 2025, source_file: FILE }
observations:
  cargo:
    - { level: 41.37 million t }
  cargo.bulk:
    - { level: 12.06 million t, at: 'row Bulk goods, column 2025' }
    - { level: 12.72 million t, period: 2024, at: 'row Bulk goods, column 2024' }
  cargo.liquid:
    - { level: 9.41 million t }
    - { level: 8.71 million t, period: 2024 }
`;

function released(file: string): Change {
  return [RELEASE, TYPED.replace('FILE', file)];
}

const PAGE = `<!doctype html><html><head><title>Port 77</title><style>p{}</style></head><body>
<nav>Call 0800 123456 <form>5 files</form></nav><main><h1>The port in 2025</h1>
<p>Throughput was <b>41</b>.37&nbsp;million tonnes<sup>1</sup>.</p><script>document.write("99 million")</script><p hidden>88 million</p>
<table><caption>By goods (million tonnes)</caption><tr><th rowspan=2>Goods</th><th colspan=2>Year</th></tr><tr><th>2024</th><th>2025</th></tr>
<tr><th>Bulk goods</th><td>12.72</td><td>12.06<sup>2</sup></td></tr><tr><th>Liquid goods</th><td>8.71</td><td>9.41</td></tr></table>
</main><footer>© 2026, 12 offices</footer></body></html>`;
const TABLE =
  'Goods,"2024, million tonnes","2025, million tonnes"\nThroughput,40.00,41.37\nBulk goods,12.72,12.06\nLiquid goods,8.71,9.41\n';

const SHEET = workbook([
  ['Goods', '2024, million tonnes', '2025, million tonnes'],
  ['Throughput', '40.00', '41.37'],
  ['Bulk goods', '12.72', '12.06'],
  ['Liquid goods', '8.71', '9.41'],
]);

const KINDS: readonly (readonly [kind: string, file: string, content: string | Buffer, left: readonly string[]])[] = [
  ['a page', 'sources/port.html', PAGE, []],
  // 40.00 of 2024 is not stated
  ['a CSV file', 'sources/port.csv', TABLE, ['witness/unread port.csv:2']],
  ['a workbook', 'sources/port.xlsx', SHEET, ['witness/unread sources/port.xlsx!Port!B2']],
];

describe('figures are read again', () => {
  test.for(KINDS)('in %s', async ([, file, content, left]) => {
    const { told, witnessed: found } = await witnessed([released(file), [file, content]]);
    expect(told).toEqual(left);
    expect(found.find(({ release }) => release.id === 'port-en-2025')?.read).toBe(5);
  });

  test.for(KINDS)('and slips are seen in %s: digits, another year', async ([, file, content, left]) => {
    const { told } = await witnessed([
      released(file),
      [file, content],
      [RELEASE, '9.41 million t', '9.14 million t'],
      [RELEASE, '8.71 million t, period: 2024', '8.71 million t, period: 2023'],
    ]);
    expect(told).toEqual(['witness/digits port-en-2025.yaml:9', 'witness/base port-en-2025.yaml:10', ...left]);
  });
});

test('nothing that a page hides or runs is read, and navigation is not the release', async () => {
  const { witnessed: found } = await witnessed([released('sources/port.html'), ['sources/port.html', PAGE]]);
  const one = found.find(({ release }) => release.id === 'port-en-2025');
  const numerals = one?.reading?.document.blocks.flatMap((block) => block.numerals) ?? [];
  expect(numerals.map(({ text }) => text)).not.toContain('99');
  expect(numerals.map(({ text }) => text)).not.toContain('88');
  // 0800, 123456, 5, 2026, 12
  expect(one?.ignored.get('page')).toBe(5);
});

test('a damaged PDF is one message', async () => {
  const { told } = await witnessed([released('sources/port.pdf'), ['sources/port.pdf', '%PDF-1.7\nnothing']]);
  expect(told).toEqual(['witness/unreadable port-en-2025.yaml:1']);
});
