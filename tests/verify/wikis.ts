/**
 * Has pages in every flavour rendered by the software of their hosts, as far as it can be had, and reads what it shows:
 * every edition of this repository (or of `--brief`), the torture brief, and generated briefs (`--count`, 1,000 by default).
 * Then publishes an annual brief to a MediaWiki, a DokuWiki and a Git wiki (or to that of `--publish`), in English and
 * Chinese (or in English alone: `--locale en`). `--only` is a part of the name of a check.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { nodesOf } from '../../src/document/tree-walk.ts';
import { trendName } from '../../src/output/svg-file.ts';
import { verify } from './checks.ts';
import { type FlavourPage, pagesIn, specimens } from './wikis/pages.ts';
import { publishingChecks } from './wikis/publishing.ts';
import { type Referee, REFEREES } from './wikis/referees.ts';
import { assertRendered } from './wikis/rendered-page.ts';

const { count, only, brief, publish, locale } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    only: { type: 'string', default: '' },
    brief: { type: 'string', multiple: true, default: [] },
    publish: { type: 'string', default: '' },
    locale: { type: 'string' },
  },
}).values;

/** Most failures that are reported of one referee. */
const TOLD = 5;

async function judge(referee: Referee, pages: readonly FlavourPage[], folder: string): Promise<void> {
  const pictures = [...new Set(pages.flatMap(pictureFiles))];
  const rendered = await referee.render(pages, pictures, folder);
  const failures: string[] = [];
  for (const [index, page] of pages.entries()) {
    const html = rendered[index] ?? '';
    try {
      await assertRendered(page, html, referee);
    } catch (error) {
      failures.push(`${page.specimen.name}, ${page.flavour}: ${(error as Error).message}`);
    }
  }
  assert.ok(pages.length > 0);
  if (failures.length > 0)
    throw new Error([`${failures.length} of ${pages.length}`, ...failures.slice(0, TOLD)].join('\n'));
}

function pictureFiles({ specimen: { document }, files }: FlavourPage): string[] {
  const trends = nodesOf(document.root, 'trend').map(({ trend }) => trendName(trend));
  const charts = nodesOf(document.root, 'chart').map(({ name }) => name);
  return [...trends, ...charts].map((name) => path.basename(files.picture(name)));
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-wikis-'));
try {
  const all = await specimens(Number(count), brief);
  const checks = REFEREES.filter(({ name }) => name.includes(only)).flatMap((referee) => {
    const why = referee.missing?.();
    if (why !== undefined) {
      console.log(`absent  ${referee.name}: ${why}`);
      return [];
    }
    const name = `${all.length} briefs as ${referee.flavours.join(', ')}, shown by ${referee.name}`;
    return [[name, () => judge(referee, pagesIn(all, referee.flavours), folder)] as const];
  });
  console.log(
    'absent  GitHub, GitLab, Azure DevOps, Confluence, Obsidian and Docusaurus themselves: no such server can be had',
  );
  const locales = locale === 'en' ? (['en'] as const) : (['en', 'zh-CN'] as const);
  const published = publishingChecks(folder, locales).filter(([name]) => name.includes(only) && name.includes(publish));
  await verify([...checks, ...published]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
