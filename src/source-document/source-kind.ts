import { unzipSync } from 'fflate';
import { type Archive, FORMATS, formatOf, type SourceKind } from './source-formats.ts';

/** A kind that is not read: what it is, and what to store instead. */
export interface OtherKind {
  readonly name: string;
  readonly hint: string;
}

const AS_WORKBOOK = 'save it as XLSX with a spreadsheet program, store that, and name the program under converted';
const AS_TEXT = 'save it as PDF or as text, store that, and name the program under converted';

/** Kinds that publishers use and that are not read, by the ends of their names. */
const OTHERS: Readonly<Record<string, OtherKind>> = {
  docx: { name: 'a DOCX document', hint: AS_TEXT },
  odt: { name: 'an ODT document', hint: AS_TEXT },
  doc: { name: 'a DOC document', hint: AS_TEXT },
  rtf: { name: 'an RTF document', hint: AS_TEXT },
  pptx: { name: 'a PPTX presentation', hint: AS_TEXT },
  epub: { name: 'an EPUB', hint: AS_TEXT },
  xls: { name: 'an XLS workbook', hint: AS_WORKBOOK },
  zip: { name: 'a ZIP archive', hint: 'unpack it, and store the file that the release was read from' },
  gz: { name: 'a compressed file', hint: 'unpack it, and store the file that the release was read from' },
  png: { name: 'a picture', hint: 'letters in pictures are not recognised: store a text of it' },
  jpg: { name: 'a picture', hint: 'letters in pictures are not recognised: store a text of it' },
};

const OLE: OtherKind = {
  name: 'an XLS or DOC file of the older kind, or a workbook with a password',
  hint: 'save it as XLSX or PDF without a password, store that, and name the program under converted',
};

/** The kind of a file by the end of its name; undefined of one that is not known at all. */
export function kindOfFile(path: string): SourceKind | OtherKind | undefined {
  const end = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return FORMATS.find(([, { ends }]) => ends.includes(end))?.[0] ?? OTHERS[end.replace('jpeg', 'jpg')];
}

/** The kind that the bytes of a file show; undefined of what may be a text of any kind. */
export function kindOfBytes(bytes: Uint8Array): SourceKind | OtherKind | undefined {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (start.startsWith('PK\u0003\u0004')) return kindOfArchive(bytes);
  if (start.startsWith('\u00D0\u00CF\u0011\u00E0')) return OLE;
  if (start.startsWith('\u001F\u008B')) return OTHERS['gz'];
  if (start.startsWith('\u0089PNG') || start.startsWith('\u00FF\u00D8\u00FF')) return OTHERS['png'];
  if (start.startsWith('{\\rtf')) return OTHERS['rtf'];
  return FORMATS.find(([, { startsAs }]) => startsAs?.(start))?.[0];
}

/** Archives that are not read, by what each has in it. */
const OTHER_ARCHIVES: readonly (readonly [is: (archive: Archive) => boolean, kind: OtherKind | undefined])[] = [
  [({ type }) => type.includes('opendocument.text'), OTHERS['odt']],
  [({ names }) => names.includes('word/document.xml'), OTHERS['docx']],
  [({ names }) => names.includes('ppt/presentation.xml'), OTHERS['pptx']],
  [({ names }) => names.includes('META-INF/container.xml'), OTHERS['epub']],
];

/** What is in a ZIP archive. Nothing of it is unpacked but the line that names the kind of an OpenDocument file. */
function kindOfArchive(bytes: Uint8Array): SourceKind | OtherKind | undefined {
  const names: string[] = [];
  let type = '';
  try {
    const found = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (names.length < 5000) names.push(name);
        return name === 'mimetype' && originalSize < 200;
      },
    });
    type = Buffer.from(found['mimetype'] ?? []).toString('latin1');
  } catch {
    // One that is damaged is said to be so where it is unpacked.
    return undefined;
  }
  const archive = { names, type };
  const own = FORMATS.find(([, { archivedAs }]) => archivedAs?.(archive))?.[0];
  return own ?? OTHER_ARCHIVES.find(([is]) => is(archive))?.[1] ?? OTHERS['zip'];
}

/** A kind in words. */
export function kindName(kind: SourceKind | OtherKind): string {
  return typeof kind === 'string' ? formatOf(kind).name : kind.name;
}
