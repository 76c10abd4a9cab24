/** Has every printed PDF in `out/` read by programs that did not make it: qpdf and poppler's tools. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { assertHoldsFigures, outputs, ROOT, run, verify } from './checks.ts';

function checksOf(pdf: string, paper: string): [string, () => void][] {
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
      `${pdf}: has a structure tree that poppler reads`,
      () => assert.match(run('pdfinfo', ['-struct-text', pdf]), /^ *Table/m),
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
        const json = path.join(ROOT, path.dirname(pdf), 'brief.json');
        assertHoldsFigures(run('pdftotext', ['-raw', pdf, '-']), json);
      },
    ],
  ];
}

await verify([
  ...outputs('brief.pdf').flatMap((pdf) => checksOf(pdf, 'A4')),
  ...outputs('brief.letter.pdf').flatMap((pdf) => checksOf(pdf, 'letter')),
]);
