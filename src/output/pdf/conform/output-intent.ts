import { once } from '../../../core/machine/cache.ts';
import { compressed, addReferred, type PdfFile } from './pdf-file.ts';
import { textString, writeDictionary } from './pdf-syntax.ts';

/** Declares that colours are sRGB, with which Chromium is started. */
export function addOutputIntent(file: PdfFile): void {
  const profile = addReferred(file, { ...compressedProfile() });
  const intent = writeDictionary([
    ['/Type', '/OutputIntent'],
    ['/S', '/GTS_PDFA1'],
    ['/OutputConditionIdentifier', textString('sRGB IEC61966-2.1')],
    ['/RegistryName', textString('http://www.color.org')],
    ['/Info', textString('sRGB IEC61966-2.1')],
    ['/DestOutputProfile', profile],
  ]);
  file.catalog.set('/OutputIntents', `[${intent}]`);
}

/** White, primaries and the adaptation of sRGB from D65 to D50, as published by the ICC for version 4 profiles. */
const WHITE = [0.9642, 1, 0.8249];
const RED = [0.43607, 0.22249, 0.01392];
const GREEN = [0.38515, 0.71687, 0.09708];
const BLUE = [0.14307, 0.06061, 0.7141];
const ADAPTATION = [1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168];
/** IEC 61966-2-1: g, a, b, c, d of (a·x + b)^g from d on, c·x below. */
const CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

const HEADER = 128;

/** The profile as a stream, which is the same in all files. */
const compressedProfile = once(() => compressed(srgbProfile(), [['/N', '3']]));

/** An ICC profile of version 4 for sRGB: three primaries and a curve (ICC.1:2010). */
function srgbProfile(): Buffer {
  const curve = element('para', Buffer.from([0, 3, 0, 0]), fixed(CURVE));
  const tags: [string, Buffer][] = [
    ['desc', words('sRGB IEC61966-2.1')],
    ['cprt', words('No rights reserved')],
    ['wtpt', element('XYZ ', fixed(WHITE))],
    ['chad', element('sf32', fixed(ADAPTATION))],
    ['rXYZ', element('XYZ ', fixed(RED))],
    ['gXYZ', element('XYZ ', fixed(GREEN))],
    ['bXYZ', element('XYZ ', fixed(BLUE))],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const bodies = [...new Set(tags.map(([, body]) => body))];
  const first = HEADER + 4 + 12 * tags.length;
  const places = new Map<Buffer, number>();
  let end = first;
  for (const body of bodies) {
    places.set(body, end);
    end += body.length;
  }
  const index = tags.map(([name, body]) =>
    Buffer.concat([ascii(name), integers([places.get(body) ?? 0, body.length])]),
  );
  return Buffer.concat([header(end), integers([tags.length]), ...index, ...bodies]);
}

function header(size: number): Buffer {
  const bytes = Buffer.alloc(HEADER);
  bytes.writeUInt32BE(size, 0);
  bytes.writeUInt32BE(0x04_20_00_00, 8); // version 4.2
  bytes.write('mntrRGB XYZ ', 12, 'latin1');
  // The date of the standard that the numbers are from.
  for (const [at, part] of [2010, 12, 1].entries()) bytes.writeUInt16BE(part, 24 + 2 * at);
  bytes.write('acsp', 36, 'latin1');
  fixed(WHITE).copy(bytes, 68);
  return bytes;
}

/** An element: its type, four empty bytes and its content, padded to whole words of four bytes. */
function element(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat([ascii(type), Buffer.alloc(4), ...content]);
  return Buffer.concat([body, Buffer.alloc(-body.length & 3)]);
}

/** A text in one language, which begins at byte 28 of its element. */
function words(text: string): Buffer {
  const utf16 = Buffer.from(text, 'utf16le').swap16();
  return element('mluc', integers([1, 12]), ascii('enUS'), integers([utf16.length, 28]), utf16);
}

/** Fixed-point numbers with 16 fractional bits. */
function fixed(numbers: readonly number[]): Buffer {
  return integers(numbers.map((number) => Math.round(number * 65_536)));
}

function integers(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  for (const [at, number] of numbers.entries()) bytes.writeInt32BE(number, 4 * at);
  return bytes;
}

function ascii(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
