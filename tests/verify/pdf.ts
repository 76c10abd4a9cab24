/**
 * Has every printed PDF in `out/`, and a brief that uses every construct, read by programs that did not make them:
 * qpdf, poppler's tools, and veraPDF. Where veraPDF cannot be had it is passed over with a word, unless the variable
 * VERAPDF says `required`.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { makeRoot, TINY } from '../cli/root.ts';
import { assertHoldsFigures, outputs, ROOT, run, verify } from './checks.ts';
import { fetchVeraPdf, veraPdfChecks } from './verapdf.ts';

/** What pdftotext reads of a page, in points: head and foot would stand within a figure that goes on overleaf. */
const BETWEEN_MARGINS = {
  A4: ['-x', '0', '-y', '48', '-W', '612', '-H', '750'],
  letter: ['-x', '0', '-y', '48', '-W', '612', '-H', '700'],
};

function checksOf(pdf: string, paper: keyof typeof BETWEEN_MARGINS): [string, () => void][] {
  return [
    [
      `${pdf}: qpdf finds no fault`,
      () => assert.match(run('qpdf', ['--check', pdf]), /No syntax or stream encoding errors/),
    ],
    [
      `${pdf}: tagged, titled, ${paper}`,
      () => {
        const info = run('pdfinfo', [pdf]);
        assert.match(info, /^Tagged: +yes$/m);
        assert.match(info, /^Title: +\S/m);
        assert.match(info, new RegExp(`^Page size: .*\\(${paper}\\)$`, 'mi'));
      },
    ],
    [
      `${pdf}: has a structure tree that poppler reads without complaint`,
      () => {
        // With its text, which takes up to 14 s, only once: the tags of both papers are the same.
        const { stdout, stderr } = poppler('pdfinfo', [paper === 'A4' ? '-struct-text' : '-struct', pdf]);
        assert.equal(stderr, '');
        assert.match(stdout, /^ *Table/m);
      },
    ],
    [
      `${pdf}: has pages whose marked content poppler reads without complaint`,
      () => assert.equal(poppler('pdftotext', [pdf, '-']).stderr, ''),
    ],
    [
      `${pdf}: carries its data`,
      () => {
        const listed = run('pdfdetach', ['-list', pdf]);
        for (const name of ['observations.csv', 'brief.json']) assert.ok(listed.includes(name), listed);
        const folder = path.resolve(ROOT, path.dirname(pdf));
        const saved = run('qpdf', ['--show-attachment=brief.json', pdf]);
        assert.equal(saved, readFileSync(path.join(folder, 'brief.json'), 'utf8'));
      },
    ],
    [
      `${pdf}: fonts are embedded, none is drawn glyph by glyph, all can be read as text`,
      () => {
        const [, rule = '', ...fonts] = run('pdffonts', [pdf]).trimEnd().split('\n');
        assert.ok(fonts.length > 0);
        const embeddedAt = rule.split(' ').slice(0, 3).join(' ').length + 1;
        for (const font of fonts) {
          assert.doesNotMatch(font, /Type 3/);
          assert.match(font.slice(embeddedAt), /yes +yes +yes/, font);
        }
      },
    ],
    [
      `${pdf}: every figure can be found in its text`,
      () => {
        const json = path.resolve(ROOT, path.dirname(pdf), 'brief.json');
        assertHoldsFigures(run('pdftotext', ['-raw', ...BETWEEN_MARGINS[paper], pdf, '-']), json);
      },
    ],
  ];
}

/** What a tool of poppler prints, and what it complains of. */
function poppler(program: string, parameters: readonly string[]): { readonly stdout: string; readonly stderr: string } {
  return spawnSync(program, parameters, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28 });
}

/** Builds the brief that uses every construct, on the tiny dataset, and answers its root folder. */
async function buildTorture(): Promise<string> {
  const root = await makeRoot(TINY, path.join(ROOT, 'tests/fixtures/torture'));
  run('npx', ['tsx', 'src/cli/main.ts', 'build', 'every-construct', '--quiet', '--root', root]);
  return root;
}

/** All files, or with `--newest` the newest of each brief in each language: poppler takes many seconds for the tags of a long one. */
function chosen(files: readonly string[]): readonly string[] {
  if (!process.argv.includes('--newest')) return files;
  const newest = new Map<string, string>();
  for (const file of files) {
    const [, brief, , locale] = file.split(path.sep);
    newest.set(`${brief} ${locale}`, file);
  }
  return [...newest.values()];
}

const torture = await buildTorture();
try {
  const made = ['en', 'zh-CN'].map((locale) => path.join(torture, `out/every-construct/2025-q4/${locale}/brief.pdf`));
  const a4 = [...chosen(outputs('brief.pdf')), ...made];
  const letter = chosen(outputs('brief.letter.pdf'));
  const missing = fetchVeraPdf();
  if (missing) console.log(`skipped veraPDF, which cannot be had here: ${missing}`);
  const checks = missing ? [] : veraPdfChecks([...a4, ...letter]);
  await verify([
    ...a4.flatMap((pdf) => checksOf(pdf, 'A4')),
    ...letter.flatMap((pdf) => checksOf(pdf, 'letter')),
    ...checks,
  ]);
  if (missing && process.env['VERAPDF'] === 'required') process.exitCode = 1;
} finally {
  rmSync(torture, { recursive: true });
}
