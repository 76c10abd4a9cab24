/** Objects of a PDF in addition to its pages, from number 10 on, and what its catalogue and trailer name of them. */
interface Extras {
  readonly objects?: readonly string[];
  readonly catalogue?: string;
  readonly trailer?: string;
  /** Entries of each page. */
  readonly page?: (index: number) => string;
  /** The entries of a font in place of those of Helvetica. */
  readonly font?: string;
}

/** A PDF with pages of 600 by 800 points, each by its content; `F` is Helvetica. */
export function smallPdf(pages: readonly string[], extras: Extras = {}): Buffer {
  const { objects = [], catalogue = '', trailer = '', page = () => '', font = '/BaseFont/Helvetica' } = extras;
  const firstPage = 10 + objects.length;
  const written: [number: number, text: string][] = [
    [1, `<</Type/Catalog/Pages 2 0 R${catalogue}>>`],
    [2, `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, at) => `${firstPage + 2 * at} 0 R`).join(' ')}]>>`],
    [3, `<</Type/Font/Subtype/Type1${font}>>`],
    ...objects.map((text, at): [number, string] => [10 + at, text]),
    ...pages.flatMap((content, at): [number, string][] => [
      [
        firstPage + 2 * at,
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents ${firstPage + 2 * at + 1} 0 R/Resources<</Font<</F 3 0 R>>>>${page(at)}>>`,
      ],
      [firstPage + 2 * at + 1, `<</Length ${content.length}>>\nstream\n${content}\nendstream`],
    ]),
  ];
  let pdf = '%PDF-1.7\n';
  const places = new Map<number, number>();
  const parts = [pdf];
  let size = pdf.length;
  for (const [number, text] of written) {
    places.set(number, size);
    const part = `${number} 0 obj\n${text}\nendobj\n`;
    parts.push(part);
    size += part.length;
  }
  const last = Math.max(...places.keys()) + 1;
  const entries = Array.from({ length: last }, (_, at) =>
    places.has(at) ? `${String(places.get(at)).padStart(10, '0')} 00000 n \n` : '0000000000 65535 f \n',
  );
  pdf = `${parts.join('')}xref\n0 ${last}\n${entries.join('')}trailer\n<</Size ${last}/Root 1 0 R${trailer}>>\nstartxref\n${size}\n%%EOF`;
  return Buffer.from(pdf, 'latin1');
}

/** Painting of texts, each at a place from the lower left corner, in 10 points. */
export function texts(...all: readonly (readonly [x: number, y: number, text: string])[]): string {
  return all.map(([x, y, text]) => `BT /F 10 Tf ${x} ${y} Td (${text.replaceAll(/[()\\]/g, '\\$&')}) Tj ET`).join('\n');
}

/** The same from the top of a page, one per line. */
export function lines(...all: readonly string[]): string {
  return texts(...all.map((text, at) => [50, 740 - 14 * at, text] as const));
}
