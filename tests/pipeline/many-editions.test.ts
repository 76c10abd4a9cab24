import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startServices } from '../../src/pipeline/build-services.ts';
import { runBuild } from '../../src/pipeline/schedule.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Snapshot } from '../../src/core/machine/snapshot.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { assay, ended, said, startAssay, useProgram } from '../cli/program.ts';
import { BRIEF, edit, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { LONG } from '../long.ts';
import { built } from './builds.ts';

useProgram();

/** More editions than a build holds before the first is published. */
const IDS = Array.from({ length: 18 }, (_, index) => `e${String(index).padStart(2, '0')}`);

const WITH_CHART = 'tests/cases/careless/input';

/** A root folder whose brief is printed in many editions of one release. */
async function manyRoot(): Promise<string> {
  const root = await makeRoot(TINY, WITH_CHART);
  onTestFinished(() => fs.rm(root, { recursive: true, force: true }));
  const lines = IDS.map((id) => `  - { id: ${id}, release: ferry-2025-q4 }\n`).join('');
  await edit(root, `${BRIEF}/brief.yaml`, (yaml) => yaml.replace(/(?: {2}- \{ id.*\n)+/, lines));
  return root;
}

/** Builds a root folder and keeps no results; the names of the charts that were drawn, as often as they were. */
async function chartsDrawnIn(root: string): Promise<string[]> {
  const services = startServices(process.env);
  const drawn: string[] = [];
  const charts: typeof services.charts = {
    ...services.charts,
    draw(bound, theme, problems, options) {
      if (options?.height === undefined) drawn.push(bound.spec.name);
      return services.charts.draw(bound, theme, problems, options);
    },
  };
  const diagnostics = new Diagnostics();
  const options = { environment: process.env, snapshot: new Snapshot(root) };
  await runBuild({ ...services, charts }, new Workspace(root), [], options, diagnostics);
  await services.close();
  expect(diagnostics.failed).toBe(false);
  return drawn;
}

/** The editions that are there as a whole: every manifest names files that are there with the same bytes. */
async function wholeEditions(root: string): Promise<string[]> {
  const hashes = await hashesIn(path.join(root, 'out'));
  // what a killed build was about to publish lies next to it, in a folder that the next build removes
  const manifests = Object.keys(hashes).filter((file) => /^(?!\.next-|[^/]*\/data\/).*manifest\.json$/.test(file));
  for (const manifest of manifests) {
    const folder = path.dirname(manifest);
    const { outputs } = JSON.parse(await fs.readFile(path.join(root, 'out', manifest), 'utf8')) as {
      outputs: Record<string, string>;
    };
    for (const [name, hash] of Object.entries(outputs)) expect(hashes[`${folder}/${name}`]).toBe(hash);
    expect(Object.keys(hashes)).toContain(`${folder}/brief.pdf`);
  }
  return manifests.map((file) => file.split('/')[1] ?? '');
}

test(
  'editions are published as they are finished; a killed build is finished by the next, with the same bytes',
  LONG,
  async () => {
    const [root, calm] = [await manyRoot(), await manyRoot()];
    const environment = { ASSAY_CACHE: path.join(root, '.results') };
    const child = startAssay(['build', '--root', root], environment);
    const end = ended(child);
    await said(child, `building: 6 of ${IDS.length} editions printed, harbour-`);
    child.kill('SIGKILL');
    expect((await end).status).toBe(null);
    const there = await wholeEditions(root);
    expect(there.length).toBeGreaterThan(0);
    expect(there.length).toBeLessThan(IDS.length);
    const rest = await assay(['build', '--root', root, '--explain', '--json'], environment);
    const { ok, reasons } = JSON.parse(rest.stdout) as { ok: boolean; reasons: Record<string, unknown> };
    expect(ok).toBe(true);
    expect(Object.keys(reasons).length).toBeLessThan(IDS.length - 4);
    expect(await wholeEditions(root)).toEqual(IDS);
    // what was drawn to find mistakes is not drawn again; the next edition's is asked for before the first one's is drawn
    expect(['routes', 'routes,routes']).toContain(String(await chartsDrawnIn(calm)));
    expect(await hashesIn(path.join(root, 'out'))).toEqual(await hashesIn(path.join(calm, 'out')));
  },
);

test('a mistake that only the last of many editions has leaves everything as it was', async () => {
  const root = await manyRoot();
  await edit(root, `${BRIEF}/brief.yaml`, (yaml) =>
    yaml.replace('e17, release: ferry-2025-q4', 'e17, release: ferry-2025-q3'),
  );
  await edit(root, `${BRIEF}/brief.md.hbs`, (template) => `${template}\n{{value "passengers:growth[2025-Q3]"}}\n`);
  const run = await built(root);
  expect(run.stderr).toContain('passengers:growth[2025-Q3]');
  expect(run.stdout).toContain('nothing was written');
  expect(await hashesIn(path.join(root, 'out'))).toEqual({});
});

test('an edition whose page has an error is left as it was, and the others are published', LONG, async () => {
  const root = await makeRoot(TINY);
  onTestFinished(() => fs.rm(root, { recursive: true, force: true }));
  expect(await built(root)).toMatchObject({ status: 0 });
  const before = await hashesIn(path.join(root, 'out'));
  // only the last edition has a growth on the quarter before, which a table repeats until it fits no page
  const cells = Array.from({ length: 16 }, () => ' electricity |').join('');
  const table = `|${cells}\n|${cells.replaceAll(/\w+/g, '---')}\n|${cells}\n`;
  await edit(root, `${BRIEF}/brief.md.hbs`, (template) =>
    template.replace('Against the quarter', () => `Wide.\n\n${table}\nAgainst the quarter`),
  );
  const run = await built(root);
  expect(run.status).toBe(1);
  expect(run.stdout).toContain('editions with errors are left as they were');
  const after = await hashesIn(path.join(root, 'out'));
  const changed = new Set(
    Object.keys(after)
      .filter((file) => after[file] !== before[file])
      .map((file) => file.split('/')[1]),
  );
  expect([...changed]).toEqual(['2025-q3']);
  expect(await wholeEditions(root)).toEqual(['2025-q3', '2025-q4']);
});
