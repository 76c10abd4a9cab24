import type { LocaleId } from '../../src/language/locales.ts';
import fs from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { compareStates } from '../../src/diff/compare-states.ts';
import { findNotices } from '../../src/diff/find-notices.ts';
import type { NoticeRequest } from '../../src/diff/notices.ts';
import { summaryText } from '../../src/diff/views/edition-words.ts';
import { noticeJson, noticesMarkdown } from '../../src/diff/views/notice-view.ts';
import { assayHere } from '../cli/program.ts';
import { edit } from '../cli/root.ts';
import { commit, makeRepository, RELEASE, TEMPLATE, writeBelow } from './states.ts';
import { saying } from '../messages.ts';
import { LONG } from '../long.ts';

let root = '';
afterEach(() => fs.rm(root, { recursive: true }));

/** Notes of an exhibit: numbers of the list of sources, and names. */
const SOURCE_LINES = `{{sourcesOf "exhibit"}}. Data of {{#each sources}}{{publisher}}, {{/each}}{{edition.released}}.`;

async function noticesOf(base?: string, head?: string, request: Partial<NoticeRequest> = {}) {
  const diagnostics = new Diagnostics();
  const options = { environment: process.env, from: root, briefs: [], ...request };
  const found = await findNotices(new Workspace(root), [base, head], options, diagnostics);
  return {
    notices: found?.notices ?? [],
    compared: found?.compared,
    messages: diagnostics.all.map(({ message }) => message),
  };
}

test(
  'a figure that was typed wrongly is reported with where it stood and what it turned, whatever happened to templates',
  LONG,
  async () => {
    root = await makeRepository();
    await edit(root, RELEASE, (text) =>
      text.replace('growth: 6.1%', 'growth: -6.1%').replace("'377,000'", "'367,000'"),
    );
    await edit(root, TEMPLATE, (text) => text.replace('carries most', 'takes most'));
    commit(root, 'mended');
    const { notices, messages } = await noticesOf('first', 'mended');
    expect(messages).toEqual([]);
    expect(notices.map(noticeJson)).toMatchObject([
      {
        edition: '2025-q4',
        material: true,
        figures: [
          { kind: 'corrected', address: 'passengers:growth@2025-Q4', before: '6.1%', now: '−6.1%', material: true },
          {
            address: 'passengers.river@2025-Q4',
            before: '377,000',
            now: '367,000',
            printed_in: ['Table 1'],
            material: false,
            // Whole thousands are printed: ten of them.
            shift: '−10,000',
          },
        ],
        texts: [{ what: 'direction', before: 'Passengers rose 6.1% to 1,108,000.' }],
      },
    ]);
    const markdown = noticesMarkdown(notices);
    expect(markdown).toContain('What it said has changed.');
    expect(markdown).not.toContain('takes most');
  },
);

test('a notice is written in the language of its edition', LONG, async () => {
  root = await makeRepository('tests/fixtures/german');
  await edit(root, 'templates/harbour-ferries/brief.yaml', (text) =>
    text.replace('[en, de]', '[de, zh-CN]').replace(/.*2025-q3.*\n/, ''),
  );
  await edit(root, 'templates/harbour-ferries/brief.yaml', (text) =>
    text.replace('title:', 'title:\n  zh-CN: 港城渡轮'),
  );
  commit(root, 'three');
  await edit(root, RELEASE, (text) => text.replace("'377,000'", "'367,000'"));
  commit(root, 'mended');
  const { notices } = await noticesOf('three', 'mended');
  const in2025q4 = (locale: LocaleId): string =>
    noticesMarkdown(notices.filter(({ source }) => source.locale === locale && source.head.edition === '2025-q4'));
  expect(
    in2025q4('de')
      .replaceAll(/[\u00A0\u202F]/g, ' ')
      .split('\n\n'),
  ).toEqual([
    '## Korrektur: Fähren der Hafenstadt (harbour-ferries/2025-q4)',
    'Diese Fassung (Stand: 19. Januar 2026) berichtigt eine frühere. Was die frühere besagte, gilt weiter: Nur Zahlen ändern sich.',
    '### Berichtigt',
    '- **Flusslinie, 4. Quartal 2025**: 367 000 statt 377 000. Gedruckt in: Tabelle 1; Abbildung 1; Anmerkungen. Die Quelle druckte von Anfang an diese Zahl: Sie war hier falsch abgeschrieben.\n',
  ]);
  // The dataset has no Chinese texts.
  expect(in2025q4('zh-CN')).toContain('## 更正：港城渡轮（harbour-ferries/2025-q4）');
  expect(in2025q4('zh-CN')).toContain('：367,000，原为377,000。');
  // the release that was mistyped is not evidence that it was
  const said = notices.flatMap((one) => noticeJson(one).figures);
  expect(said.filter(({ address }) => address.startsWith('passengers.river@'))).toMatchObject([
    { evidence: [], mistyped: true },
    { evidence: [], mistyped: true },
  ]);
});

test('what arithmetic corrects since a day is reported of a further print, in each language', LONG, async () => {
  root = await makeRepository('tests/fixtures/german');
  await edit(root, 'data/ferry-passengers/releases/ferry-2025-q3.yaml', (text) =>
    text.replace('evidence: [ferry-2025-q4]', 'evidence: arithmetic, corrected_on: 2026-01-19'),
  );
  await edit(root, 'templates/harbour-ferries/brief.yaml', (text) =>
    text
      .replace('[en, de]', '[en, de, zh-CN]')
      .replace('title:', 'title:\n  zh-CN: 港城渡轮')
      .replace(
        /editions:\n(?: +-.*\n)+/,
        'editions:\n  - { id: a, release: ferry-2025-q3, as_of: 2025-10-31 }\n  - { id: b, release: ferry-2025-q3, as_of: 2026-01-31 }\n',
      ),
  );
  const { notices } = await noticesOf();
  const figures = notices.map(({ source, notice }) =>
    noticesMarkdown([{ source, notice }])
      .replaceAll(/[\u00A0\u202F]/g, ' ')
      .split('\n')
      .find((line) => line.includes('824')),
  );
  expect(figures).toEqual([
    expect.stringMatching(/824,000\D*8,240,000\..* Evidence\D*arithmetic\D*figures\./),
    expect.stringMatching(/824 000 statt 8 240 000\./),
    expect.stringMatching(/824,000，原为8,240,000。/),
  ]);
});

test('a correction next to a print is reported with its evidence', async () => {
  root = await makeRepository();
  await edit(root, 'data/ferry-passengers/releases/ferry-2025-q3.yaml', (text) =>
    text.replace(", corrected: '824,000', evidence: [ferry-2025-q4]", ''),
  );
  commit(root, 'uncorrected');
  const { notices } = await noticesOf('uncorrected', 'first');
  expect(notices.map(noticeJson)).toMatchObject([
    {
      edition: '2025-q3',
      figures: [
        {
          before: '8,240,000',
          now: '824,000',
          evidence: ['Harbour Office, 19\u00A0January\u00A02026'],
          mistyped: false,
        },
      ],
    },
  ]);
});

test('citations and source lines that name the new evidence are not material', async () => {
  root = await makeRepository();
  const release = 'data/ferry-passengers/releases/ferry-2025-q3.yaml';
  await edit(root, release, (text) => text.replace(", corrected: '824,000', evidence: [ferry-2025-q4]", ''));
  await edit(root, TEMPLATE, (text) =>
    text
      .replace(/\{\{#each sources[^]*/, '::sources\n')
      .replace('{{source "passengers"}}, {{edition.released}}.', SOURCE_LINES),
  );
  await edit(root, 'templates/harbour-ferries/brief.yaml', (text) =>
    text.replace('release: ferry-2025-q3', 'release: ferry-2025-q3, as_of: 2026-02-28'),
  );
  await edit(root, 'data/ferry-passengers/dataset.yaml', (text) =>
    text.replace(
      '\nindicators:',
      '  council:\n    publisher: { en: Town Council, zh-CN: 市政厅 }\n    rank: 2\n\nindicators:',
    ),
  );
  commit(root, 'uncorrected');
  await edit(root, release, (text) =>
    text.replace(
      "level: '8,240,000', at: table/2",
      "level: '8,240,000', at: table/2, corrected: '824,000', evidence: [council-2025-q3]",
    ),
  );
  await writeBelow(
    root,
    'data/ferry-passengers/releases/council-2025-q3.yaml',
    `release: { id: council-2025-q3, source: council, published: 2026-02-01, period: 2025-Q3 }
observations:
  passengers.harbour:
    - { level: '824,000', at: table/1 }
`,
  );
  commit(root, 'cited');
  const { notices, messages } = await noticesOf('uncorrected', 'cited');
  expect(messages).toEqual([]);
  const [notice] = notices.map(noticeJson);
  expect(notice).toMatchObject({ edition: '2025-q3', figures: [{ before: '8,240,000', now: '824,000' }] });
  expect(notice).toMatchObject({ material: false, texts: [] });
});

test('what was not printed, and what only templates change, calls for no notice', async () => {
  root = await makeRepository();
  await edit(root, RELEASE, (text) => text.replace("'1,960 t'", "'1,970 t'"));
  await edit(root, TEMPLATE, (text) => text.replace('carries most', 'takes most'));
  expect(await noticesOf('first')).toEqual({ notices: [], compared: 2, messages: [] });
  expect(await noticesOf()).toEqual({ notices: [], compared: 0, messages: [] });
});

test('an edition that is printed again is compared with its print in the state before, whatever has no date', async () => {
  root = await makeRepository();
  const release = 'data/ferry-passengers/releases/ferry-2025-q3.yaml';
  await edit(root, release, (text) => text.replace(", corrected: '824,000', evidence: [ferry-2025-q4]", ''));
  commit(root, 'uncorrected');
  await edit(root, release, (text) =>
    text.replace("'8,240,000', at: table/2", "'8,240,000', at: table/2, corrected: '824,000', evidence: arithmetic"),
  );
  await edit(root, 'templates/harbour-ferries/brief.yaml', (text) =>
    text.replace(/( +- \{ id: )2025-q3(, release: ferry-2025-q3)/, '$12025-q3$2 }\n$12025-q3-b$2, as_of: 2026-02-28'),
  );
  const { notices, messages } = await noticesOf('uncorrected');
  expect(messages).toEqual([]);
  expect(notices.map(noticeJson)).toMatchObject(
    ['2025-q3', '2025-q3-b'].map((edition) => ({
      edition,
      corrects: '2025-q3',
      figures: [{ before: '8,240,000', now: '824,000', evidence: ['arithmetic'] }],
    })),
  );
});

test('a comparison says what a new edition corrects in the print before', async () => {
  root = await makeRepository();
  await edit(root, RELEASE, (text) => text.replace("'377,000'", "'367,000'"));
  await edit(root, 'templates/harbour-ferries/brief.yaml', (text) =>
    text.replace(/( +- \{ id: 2025-q4)(, release: ferry-2025-q4)/, '$1$2 }\n$1-b$2, as_of: 2026-02-28'),
  );
  const options = { environment: process.env, from: root, briefs: [] };
  const difference = await compareStates(new Workspace(root), ['first', undefined], options, new Diagnostics());
  const added = difference?.editions.filter(({ state }) => state === 'added') ?? [];
  expect(added.map(summaryText)).toEqual([saying('… 2025-q4 … passengers.river@2025-Q4 367,000 … 377,000')]);
});

test('a brief or language that is not there is a mistake', async () => {
  root = await makeRepository();
  expect(await noticesOf('first', undefined, { briefs: ['harbor-ferries'] })).toMatchObject({
    messages: [saying('… harbor-ferries')],
  });
  expect(await noticesOf(undefined, undefined, { locale: 'xx' })).toMatchObject({
    messages: [saying('… xx')],
  });
});

test('two editions of two releases are not a two prints', async () => {
  root = await makeRepository();
  const { messages } = await noticesOf('2025-q3', '2025-q4');
  expect(messages).toEqual([saying('2025-q3 … 2025-q4 …')]);
});

test('nothing is said about data that the check refuses', async () => {
  root = await makeRepository();
  await edit(root, 'templates/harbour-ferries/brief.yaml', (text) =>
    text.replace(
      '{ id: 2025-q4, release: ferry-2025-q4 }',
      '{ id: 2025-q4, release: ferry-2025-q4, as_of: 2026-02-01 }\n  - { id: 2025-q4-b, release: ferry-2025-q4, as_of: 2026-04-01 }',
    ),
  );
  const corrected = (evidence: string): Promise<void> =>
    edit(root, RELEASE, (text) =>
      text.replace(
        /level: '377,000'.*?, at/,
        `level: '377,000', corrected: '367,000', ${evidence}, corrected_on: 2026-03-01, at`,
      ),
    );
  // no figure calls for it
  await corrected('evidence: arithmetic');
  const { status, stdout } = await assayHere(['--root', root, 'notice']);
  expect([status, stdout]).toEqual([1, '']);
});
