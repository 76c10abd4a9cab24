import type { PdfFile } from './pdf-file.ts';
import { type Canvases, extentOf } from './canvases.ts';
import { contentsOf, elementsOf, type StructureElement } from './structure.ts';
import { parseArray } from './pdf-syntax.ts';

/** Gives each figure the rectangle of its page that it covers. */
export function setFigureBoxes(file: PdfFile, root: StructureElement, canvases: Canvases): void {
  for (const figure of elementsOf(root)) {
    if (figure.role !== 'Figure') continue;
    const contents = contentsOf(figure);
    const extent = contents[0] && extentOf(file, canvases, contents, contents[0].page);
    if (!extent) continue;
    const numbers = extent.map((number) => Math.round(number * 100) / 100);
    const attribute = `<</O/Layout/Placement/Block/BBox[${numbers.join(' ')}]>>`;
    const attributes = [...parseArray(figure.entries.get('/A')), attribute];
    figure.entries.set('/A', attributes.length === 1 ? attribute : `[${attributes.join('')}]`);
  }
}
