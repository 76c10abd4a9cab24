import fs from 'node:fs/promises';
import { expect, test } from 'vitest';
import { BRIEF, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { built } from './builds.ts';

test('a figure that the style sheet hides fails the build at its declaration, and nothing is published', async () => {
  const root = await makeRoot(TINY);
  await fs.writeFile(`${root}/${BRIEF}/style.css`, '#ferries ~ p .value { display: none }\n');
  const before = await hashesIn(root);
  const { status, stdout, stderr } = await built(root, { quiet: true });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toBe(
    [
      `${BRIEF}/style.css:1:23: error: because of this, text on paper is hidden [output/illegible]`,
      '  1 | #ferries ~ p .value { display: none }',
      '    |                       ^^^^^^^^^^^^^',
      '  hint: change or remove this declaration',
      '',
      '1 error, 0 warnings',
      '',
    ].join('\n'),
  );
  expect(await hashesIn(root)).toEqual(before);
  await fs.rm(root, { recursive: true });
});

test('a style sheet that adds text fails the build at its line', async () => {
  const root = await makeRoot(TINY);
  await fs.writeFile(`${root}/${BRIEF}/style.css`, 'h2 { color: red }\nh2::after { content: " (42 boats)" }\n');
  const { status, stderr } = await built(root, { quiet: true });
  expect(stderr).toBe(
    [
      `${BRIEF}/style.css:2:13: error: content: " (42 boats)" has no place in a style sheet: it prints what no document says [style/refused]`,
      '  2 | h2::after { content: " (42 boats)" }',
      '    |             ^^^^^^^^^^^^^^^^^^^^^^',
      '  hint: write the words in the template',
      '',
      '1 error, 0 warnings',
      '',
    ].join('\n'),
  );
  expect(status).toBe(1);
  await fs.rm(root, { recursive: true });
});

test('a style sheet that changes what a figure says in print fails the build at its declaration', async () => {
  const root = await makeRoot(TINY);
  await fs.writeFile(`${root}/${BRIEF}/style.css`, 'h2 { color: red }\n.value { color: #060; letter-spacing: 1em }\n');
  const { status, stderr } = await built(root, { quiet: true });
  expect(stderr).toBe(
    [
      `${BRIEF}/style.css:2:23: error: because of this, brief.pdf, page 1: the document has no 0 here: "% to 1 , 2 3 6 , 0 0 0 ." [output/readback-extra]`,
      '  2 | .value { color: #060; letter-spacing: 1em }',
      '    |                       ^^^^^^^^^^^^^^^^^^^',
      '  hint: change or remove this declaration',
      '',
      '1 error, 0 warnings',
      '',
    ].join('\n'),
  );
  expect(status).toBe(1);
  await fs.rm(root, { recursive: true });
});
