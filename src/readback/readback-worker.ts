import { deflateSync } from 'node:zlib';
import { answerQuestions } from '../core/machine/thread.ts';
import { readOutput } from './output-parsers.ts';
import { readPdf } from './pdf-reader.ts';
import type { ReadOutput } from './read-text.ts';
import { PREPARE, type ReadQuestion } from './readback-thread.ts';

answerQuestions(async (question: ReadQuestion | typeof PREPARE): Promise<ReadOutput | undefined> => {
  if (question !== PREPARE) return readOutput(question.kind, question.content);
  await warmUp();
  return undefined;
});

/** What the page says that is read. */
export const WARM_UP_TEXT = 'A word';

/** Words, an artifact, and a drawing. */
const CONTENT = `.75 0 0 -.75 0 30 cm q .2 .3 .4 RG .2 .3 .4 rg /G gs
/Artifact <</Type/Pagination>> BDC BT /F 9 Tf 1 0 0 -1 9 36 Tm (1) Tj ET EMC
/P <</MCID 0>> BDC BT /F 9 Tf 1 0 0 -1 9 20 Tm (${WARM_UP_TEXT}) Tj ET EMC Q
q 0 0 90 40 re W n /Artifact <</Type/Layout>> BDC 50 10 5 5 re f 60 10 m 70 10 l 72 12 74 14 76 20 c S EMC Q`;

/**
 * Reads a PDF of a few words, of the kind that is printed. V8 compiles functions of PDFium when they are first called: so
 * that happens while nobody waits for a PDF to be read.
 */
export function warmUp(): Promise<ReadOutput> {
  return readPdf(smallPdf());
}

function smallPdf(): Uint8Array {
  const content = deflateSync(CONTENT).toString('latin1');
  const objects = [
    '<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 75 30]/StructParents 0/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/ExtGState<</G<</ca 1/BM/Normal>>>>>>>>',
    `<</Filter/FlateDecode/Length ${content.length}>>\nstream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    '<</Type/StructTreeRoot/K 7 0 R/ParentTree<</Nums[0[8 0 R]]>>>>',
    '<</Type/StructElem/S/Document/P 6 0 R/K[8 0 R]>>',
    '<</Type/StructElem/S/P/P 7 0 R/Pg 3 0 R/K[0]>>',
  ];
  const positions: number[] = [];
  let pdf = '%PDF-1.7\n';
  for (const [index, object] of objects.entries()) {
    positions.push(pdf.length);
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const entries = positions.map((position) => `${String(position).padStart(10, '0')} 00000 n \n`);
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries.join('')}trailer\n<</Size ${size}/Root 1 0 R>>\n`;
  return Buffer.from(`${pdf}${table}startxref\n${pdf.length}\n%%EOF`, 'latin1');
}
