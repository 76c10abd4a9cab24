import { SaxesParser } from 'saxes';
import { WorkbookError } from './archive.ts';

/** What is done while an XML file is read. Names come without their prefix. */
export interface XmlReader {
  open(name: string, attribute: (name: string) => string | undefined): void;
  close(name: string): void;
  text(text: string): void;
}

/** Most elements of an XML file: ten for each cell that is read. */
const MAX_ELEMENTS = 2_500_000;

/**
 * Reads an XML file of a workbook. Throws a WorkbookError if it is not well-formed, or declares a document type: through
 * one an XML file can name other files or grow without bounds, and workbooks have none.
 */
export function readXml(name: string, bytes: Uint8Array, reader: XmlReader): void {
  const damaged = (why: string): WorkbookError =>
    new WorkbookError(`the workbook is damaged: ${name} ${why}`, 'open it in a spreadsheet program and save it again');
  const parser = new SaxesParser();
  parser.on('doctype', () => {
    throw damaged('declares a document type');
  });
  parser.on('error', () => {
    throw damaged('is not well-formed XML');
  });
  let elements = 0;
  parser.on('opentag', ({ name: tag, attributes }) => {
    elements += 1;
    if (elements > MAX_ELEMENTS) throw damaged(`has more than ${MAX_ELEMENTS} elements`);
    reader.open(bare(tag), (wanted) => attributes[wanted] ?? prefixed(attributes, wanted));
  });
  parser.on('closetag', ({ name: tag }) => reader.close(bare(tag)));
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.text(text));
  parser.write(new TextDecoder('utf-8').decode(bytes)).close();
}

function bare(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** An attribute with a prefix, as in `r:id`. */
function prefixed(attributes: Readonly<Record<string, string>>, wanted: string): string | undefined {
  return Object.entries(attributes).find(([name]) => name.endsWith(`:${wanted}`))?.[1];
}
