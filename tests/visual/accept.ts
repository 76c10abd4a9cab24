/**
 * `npm run accept:visual`: takes the pages of the specimens as they are now for what they must look like. Look at
 * them.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BROWSER, drawPictures, EXPECTED } from './pictures.ts';

const pictures = await drawPictures();
if (!pictures) throw new Error(`the pictures are those of ${BROWSER}, and another browser prints here`);
rmSync(EXPECTED, { recursive: true, force: true });
mkdirSync(EXPECTED, { recursive: true });
for (const [name, picture] of pictures) writeFileSync(path.join(EXPECTED, name), picture);
console.log(`${pictures.size} pictures in ${EXPECTED}`);
