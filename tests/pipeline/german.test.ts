import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRoot, TINY } from '../cli/root.ts';
import { readPdf } from '../output/pdf/read-pdf.ts';
import { built } from './builds.ts';

/** The ferries, with a German template next to the English one. A build reads back all that it prints. */
let root: string;
beforeAll(async () => {
  root = await makeRoot(TINY, path.resolve('tests/fixtures/german'));
  expect(await built(root, { quiet: true })).toMatchObject({ status: 0, stderr: '' });
});
afterAll(() => fs.rm(root, { recursive: true }));

function output(name: string): Promise<Buffer> {
  return fs.readFile(path.join(root, 'out/harbour-ferries/2025-q4/de', name));
}

/** A text with all its spaces plain. */
function plain(text: string): string {
  return text.replaceAll(/\s/g, ' ');
}

/** Words that Assay says in English, and numbers as English writes them. */
const ENGLISH = /\b(?:Table|Figure|Source|Contents|quarter|to|rose|fell|provisional|tonnes)\b|\d,\d{3}\b|\d\.\d+ ?%/;

test('the Markdown says in German what the template does not say itself', async () => {
  const markdown = (await output('brief.md')).toString();
  const lines = plain(markdown.replaceAll('\n', '\0')).split('\0');
  expect(lines).toEqual(
    expect.arrayContaining([
      '# Fähren der Hafenstadt im 4. Quartal 2025',
      'Die Zahl der Fahrgäste stieg um 6,1 % auf 1 108 000; Hafenlinie und Flusslinie trugen dazu bei.',
      '- **Veröffentlicht** 19. Januar 2026',
      '| **1 108 000** | **1 960 t <sup>p</sup>** | **93,8 %** |',
      '| +6,1 % | −2,3 % <sup>p</sup> | |',
      'p vorläufig',
      '**Inhalt**',
      '**Tabelle 1: Die Hafenlinie befördert die meisten Fahrgäste**',
      '| Flusslinie | 377 000 | 7,4 % | 34,0 % ○ |',
      '○ hier berechnet, nicht veröffentlicht; x nicht verfügbar',
      'Gemessen an den Fahrgästen ist die Flusslinie die zweitgrößte Linie.',
      'Auf das 3. Quartal 2025 folgte ein Rückgang um 10,4 %. Im Jahr 2025 waren es 4 512 000, und für 2026 wird ein Anstieg um rund 3 % erwartet.',
      '**Abbildung 1: Beide Linien befördern im letzten Quartal weniger Menschen**',
      'Der Treibstoffverbrauch betrug 1 960 Tonnen (1 955 bis 1 965 t). Der Anteil pünktlicher Abfahrten lag um 1,3 Prozentpunkte unter dem Wert im 3. Quartal 2025. Die Fahrgastzahlen der Flusslinie stiegen um 7,4 %.',
      '- 2025 bis 2027: Ein Tarif für beide Linien (Hafenrat)',
      '- 34,0 % = 377 000 ÷ 1 108 000. Beruht auf: Flusslinie; Fahrgäste, 4. Quartal 2025',
      '- [Hafenamt](https://harbour.example/ferries), 20. Oktober 2025 und 19. Januar 2026',
    ]),
  );
  expect(markdown).toContain('Höchster Wert: Hafenlinie, 3.\u00A0Quartal 2025, 824\u202F000; niedrigster Wert:');
  expect(plain(markdown)).not.toMatch(ENGLISH);
});

test('the PDF is German to a reader, down to its outline and the axes of its chart', async () => {
  const { language, title, outline, pages } = await readPdf(await output('brief.pdf'));
  expect([language, plain(title)]).toEqual(['de', 'Fähren der Hafenstadt im 4. Quartal 2025']);
  expect(outline.map((entry) => entry.trim())).toContain('Nach Linien');
  const words = plain(pages.join(' ')).replaceAll(/ +/g, ' ');
  for (const said of ['1 108 000', '6,1 %', 'Inhalt', 'Juli 2025', 'Oktober 2025', '600 000', 'Tabelle 1']) {
    expect(words).toContain(said);
  }
  expect(words).not.toMatch(ENGLISH);
});

test('the page says in German where its figures come from, and what the source printed', async () => {
  const html = (await output('brief.html')).toString();
  expect(html).toContain('<html lang=de>');
  const items = Array.from(html.matchAll(/<li><b>(.*?)(?=<li>|<\/ul>)/g), ([, item = '']) =>
    plain(item.replaceAll(/<.*?>/g, '')),
  );
  for (const said of [
    'Steht für: 1 107 500 bis 1 108 500.',
    'Prüfungen: keine.',
    'Status: vorläufig.',
    'Quelle: Hafenamt, 19. Januar 2026',
    '34,0 % = 377 000 ÷ 1 108 000.',
  ]) {
    expect(items.filter((item) => item.includes(said))).not.toEqual([]);
  }
  expect(items.filter((item) => /[a-z]\/\d/.test(item))).toEqual([]);
  expect(html).toContain('Woher diese 2 Zahlen stammen');
});

test('the English brief next to it is as it was without German', async () => {
  const english = (await fs.readFile(path.join(root, 'out/harbour-ferries/2025-q4/en/brief.md'))).toString();
  expect(english).toContain('Passengers rose 6.1% to **1,108,000**.');
});
