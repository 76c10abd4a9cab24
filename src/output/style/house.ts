import { BOX } from './box.ts';
import { CONTENTS } from './contents.ts';
import { COVER } from './cover.ts';
import { EXHIBIT } from './exhibit.ts';
import { HAN } from './han.ts';
import { PAGE } from './page.ts';
import { PROVENANCE } from './provenance.ts';
import { TABLE } from './table.ts';
import { TYPE } from './type.ts';

const SHEETS = [PAGE, TYPE, COVER, BOX, EXHIBIT, TABLE, CONTENTS, PROVENANCE, HAN];

/**
 * The house style, for whatever paper (paper.ts). Colours, fonts and the size of text are variables that stand before
 * it (variables.ts); a brief's own style sheet follows it and may change them. No text is made by the style sheet: what
 * is read must be in the document. The one exception is unseen: hidden digits that keep room in tables.
 */
export const HOUSE_STYLE = SHEETS.map(({ paper }) => paper).join('');

/**
 * The house style on a screen. It follows the style of the printed page, which a browser also prints this page with,
 * and changes what paper and points ask for.
 */
export const SCREEN_STYLE = SHEETS.map(({ screen }) => screen).join('');
