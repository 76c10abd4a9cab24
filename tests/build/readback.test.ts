import fs from 'node:fs/promises';
import { expect, test } from 'vitest';
import { assay, useProgram } from '../cli/program.ts';
import { BRIEF, hashesIn, makeRoot, TINY } from '../cli/root.ts';

useProgram();

test('a figure that the style sheet hides fails the build at its place in the template, and nothing is published', async () => {
  const root = await makeRoot(TINY);
  await fs.writeFile(`${root}/${BRIEF}/style.css`, '#ferries ~ p .value { display: none }\n');
  const before = await hashesIn(root);
  const { status, stdout, stderr } = await assay(['build', '--quiet', '--root', root]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr.split('\n\n')).toContain(
    [
      `${BRIEF}/brief.md.hbs:3:24: error: out/harbour-ferries/2025-q3/en/brief.pdf, page 1: the figure 4.2% is not printed after "town, third quarter of 2025" [output/readback-missing]`,
      '  3 | {{label "passengers"}} {{change "passengers"}} to **{{value "passengers"',
      '    |                        ^^^^^^^^^^^^^^^^^^^^^^^',
      "  hint: look for a rule in the brief's style sheet that hides, adds or changes text; without one, report a fault of Assay",
    ].join('\n'),
  );
  // two figures in each of two editions
  expect(stderr).toMatch(/\n4 errors, 0 warnings\n$/);
  expect(await hashesIn(root)).toEqual(before);
  await fs.rm(root, { recursive: true });
});

test('a style sheet that adds text fails the build at its line', async () => {
  const root = await makeRoot(TINY);
  await fs.writeFile(`${root}/${BRIEF}/style.css`, 'h2 { color: red }\nh2::after { content: " (42 boats)" }\n');
  const { status, stderr } = await assay(['build', '--quiet', '--root', root]);
  expect(stderr).toBe(
    [
      `${BRIEF}/style.css:2:13: error: content: " (42 boats)" has no place in a style sheet: it prints what no document says [style/refused]`,
      '  2 | h2::after { content: " (42 boats)" }',
      '    |             ^^^^^^^^^^^^^^^^^^^^^^^',
      '  hint: write the words in the template',
      '',
      '1 error, 0 warnings',
      '',
    ].join('\n'),
  );
  expect(status).toBe(1);
  await fs.rm(root, { recursive: true });
});
