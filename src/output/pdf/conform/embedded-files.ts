import { createHash } from 'node:crypto';
import { compareText } from '../../../core/diagnostics/text-order.ts';
import { addReferred, compressed, type PdfFile } from './pdf-file.ts';
import { dateString, textString, writeDictionary } from './pdf-syntax.ts';

/** A file that is attached to a PDF. */
export interface Attachment {
  readonly name: string;
  /** Media type, such as `text/csv`. */
  readonly type: string;
  /** In the language of the document. */
  readonly description: string;
  /** `Data` of its tables and charts, `Source` of the document, or the document in another form (`Supplement`). */
  readonly relationship: 'Data' | 'Source' | 'Supplement';
  readonly content: Uint8Array;
}

/** Attaches files to the document, with their relationship to it. */
export function attachFiles(file: PdfFile, attachments: readonly Attachment[], date: Date): void {
  if (attachments.length === 0) return;
  // A name tree is sorted.
  const sorted = attachments.toSorted((a, b) => compareText(a.name, b.name));
  const specifications = sorted.map((attachment) => fileSpecification(file, attachment, date));
  file.catalog.set('/AF', `[${specifications.join(' ')}]`);
  const names = sorted.map(({ name }, index) => `${textString(name)}${specifications[index]}`);
  file.catalog.set('/Names', `<</EmbeddedFiles<</Names[${names.join('')}]>>>>`);
}

/** Adds an attachment and answers a reference to its file specification. */
function fileSpecification(file: PdfFile, attachment: Attachment, date: Date): string {
  const { name, type, description, relationship, content } = attachment;
  const parameters = writeDictionary([
    ['/Size', String(content.length)],
    ['/ModDate', dateString(date)],
    ['/CheckSum', `<${createHash('md5').update(content).digest('hex')}>`],
  ]);
  const embedded = compressed(content, [
    ['/Type', '/EmbeddedFile'],
    ['/Subtype', `/${type.replaceAll('/', '#2F')}`],
    ['/Params', parameters],
  ]);
  const stream = addReferred(file, embedded);
  return addReferred(file, {
    text: writeDictionary([
      ['/Type', '/Filespec'],
      ['/F', textString(name)],
      ['/UF', textString(name)],
      ['/EF', `<</F ${stream}/UF ${stream}>>`],
      ['/AFRelationship', `/${relationship}`],
      ['/Desc', textString(description)],
    ]),
  });
}
