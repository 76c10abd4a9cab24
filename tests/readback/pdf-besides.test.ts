import { expect, test } from 'vitest';
import { readBesides } from '../../src/readback/pdf-besides.ts';

/** A page with one annotation, as the standard (ISO 32000) writes them. */
function pageWith(annotation: string): Uint8Array {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Annots[4 0 R]>>',
    `<</Type/Annot ${annotation}/Rect[10 10 90 30]>>`,
    '<</Type/XObject/Subtype/Form/BBox[0 0 80 20]/Length 20>>stream\n1 0 0 rg 0 0 80 20 f\nendstream',
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  text += `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

const LINK = '/Subtype/Link/F 4/Border[0 0 0]/A<</S/URI/URI(https://example.org/)>>';

test.each([
  ['a link', LINK, 0],
  ['a link to a place', '/Subtype/Link/F 4/Border[0 0 0]/Dest[3 0 R/Fit]', 0],
  ['a link with a drawing of its own', `${LINK}/AP<</N 5 0 R>>`, 1],
  ['a link with a colour', `${LINK}/C[1 0 0]`, 1],
  ['a link with a border', `${LINK}/BS<</W 9>>`, 1],
  ['a link with another action', `${LINK}/AA<</E<</S/URI/URI(https://example.org/)>>>>`, 1],
  ['a note', '/Subtype/FreeText/DA(/Helv 12 Tf)/Contents(999)', 1],
  ['a stamp', '/Subtype/Stamp/AP<</N 5 0 R>>', 1],
])('of %s it is said that it is one besides the page: %s', async (_, annotation, found) => {
  const { besides } = await readBesides(pageWith(annotation));
  expect(besides?.others).toHaveLength(found);
});
