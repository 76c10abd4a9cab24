import { inXml } from '../../../core/diagnostics/quoting.ts';
import { addReferred, type PdfFile } from './pdf-file.ts';
import { dateString, readText, textString, writeDictionary } from './pdf-syntax.ts';

/** Metadata of a document besides title and language, which Chromium takes from the page. */
export interface DocumentFacts {
  readonly author?: string | undefined;
  /** A sentence. */
  readonly description?: string | undefined;
  readonly date: Date;
}

/** Has no version number: a new version that prints the same page writes the same bytes. */
const PRODUCER = 'Assay';

/**
 * Writes the same metadata as XMP and into the older information object: title, author, description, language, dates,
 * and that the file is PDF/UA-1 and PDF/A-3a.
 */
export function writeMetadata(file: PdfFile, title: string, { author, description, date }: DocumentFacts): void {
  const language = readText(file.catalog.get('/Lang') ?? '(en)');
  const packet = Buffer.from(xmpPacket({ title, author, description, language, date }));
  const entries = [
    ['/Type', '/Metadata'],
    ['/Subtype', '/XML'],
    ['/Length', String(packet.length)],
  ] as const;
  // Not compressed, so that programs without a PDF reader find it.
  file.catalog.set('/Metadata', addReferred(file, { text: writeDictionary(entries), stream: packet }));
  file.catalog.set('/ViewerPreferences', '<</DisplayDocTitle true>>');
  const moment = dateString(date);
  file.objects.set(file.info, {
    text: writeDictionary([
      ['/Title', textString(title)],
      ['/Author', author ? textString(author) : undefined],
      ['/Subject', description ? textString(description) : undefined],
      ['/Creator', textString(PRODUCER)],
      ['/Producer', textString(PRODUCER)],
      ['/CreationDate', moment],
      ['/ModDate', moment],
    ]),
  });
}

interface Properties extends DocumentFacts {
  readonly title: string;
  readonly language: string;
}

function xmpPacket({ title, author, description, language, date }: Properties): string {
  const moment = date.toISOString().replace(/\.\d+Z$/, 'Z');
  const properties = [
    '<dc:format>application/pdf</dc:format>',
    `<dc:title>${alternatives(title)}</dc:title>`,
    author ? `<dc:creator><rdf:Seq><rdf:li>${escaped(author)}</rdf:li></rdf:Seq></dc:creator>` : '',
    description ? `<dc:description>${alternatives(description)}</dc:description>` : '',
    `<dc:language><rdf:Bag><rdf:li>${escaped(language)}</rdf:li></rdf:Bag></dc:language>`,
    `<xmp:CreatorTool>${PRODUCER}</xmp:CreatorTool>`,
    `<xmp:CreateDate>${moment}</xmp:CreateDate>`,
    `<xmp:ModifyDate>${moment}</xmp:ModifyDate>`,
    `<xmp:MetadataDate>${moment}</xmp:MetadataDate>`,
    `<pdf:Producer>${PRODUCER}</pdf:Producer>`,
    '<pdfaid:part>3</pdfaid:part>',
    '<pdfaid:conformance>A</pdfaid:conformance>',
    '<pdfuaid:part>1</pdfuaid:part>',
  ];
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
${properties.filter((property) => property !== '').join('\n')}
</rdf:Description>
${UA_SCHEMA}
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
}

/** PDF/A requires a description of the schema of PDF/UA in the file. */
const UA_SCHEMA = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`;

function alternatives(text: string): string {
  return `<rdf:Alt><rdf:li xml:lang="x-default">${escaped(text)}</rdf:li></rdf:Alt>`;
}

/** Text for XML, without the characters that XML does not allow. */
function escaped(text: string): string {
  return inXml(text.replaceAll(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, ''));
}
