import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { FORMATS, type SourceKind } from '../../src/source-document/source-formats.ts';
import { kindOfBytes, kindOfFile } from '../../src/source-document/source-kind.ts';
import { witnessed } from './case.ts';
import { lines, smallPdf } from './small-pdf.ts';
import { workbook } from './small-workbook.ts';

/** A file of each format whose bytes show it. */
const SHOWN: Readonly<Record<SourceKind, Uint8Array | undefined>> = {
  text: undefined,
  csv: undefined,
  html: Buffer.from('<!doctype html><p>41.37'),
  pdf: smallPdf([lines('41.37')]),
  xlsx: workbook([['41.37']]),
  ods: zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet') }),
};

test.each(FORMATS)('a file of the format %s is known by its name and its bytes', (kind, { ends }) => {
  expect(ends.flatMap((end) => [`a.${end}`, `A.${end.toUpperCase()}`]).map(kindOfFile)).toEqual(
    ends.flatMap(() => [kind, kind]),
  );
  expect(kindOfBytes(SHOWN[kind] ?? Buffer.from('41.37, 12.06'))).toBe(SHOWN[kind] && kind);
});

test('no end of a name and no media type is of two formats', () => {
  const all = FORMATS.flatMap(([, { ends, types }]) => ends.concat(types));
  expect(all).toHaveLength(new Set(all).size);
});

test.each(['sources/port.docx', 'sources/port.unknown'])('a release that names %s is reported', async (file) => {
  const { told } = await witnessed([
    ['data/harbour/releases/port-en-2025.yaml', 'sources/port-en.txt', file],
    [file, '41.37 million t'],
  ]);
  expect(told).toContain('witness/unreadable port-en-2025.yaml:1');
});
