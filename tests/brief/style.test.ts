import fs from 'node:fs/promises';
import path from 'node:path';
import { deflateSync, crc32 } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { SHIPPED_FONTS } from '../../src/brief/fonts.ts';
import { HOUSE } from '../../src/brief/house-style.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { jsonSchema } from '../../src/core/files/json-schema.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { renderHtml } from '../../src/output/html/html-page.ts';
import { styleSchema } from '../../src/brief/style-schema.ts';
import { OWN_STYLE } from '../../src/brief/style.ts';
import { expectedIn } from '../dataset/case.ts';
import { byTag } from '../output/elements.ts';
import { readHtml } from '../output/html-text.ts';
import { FACES, type Files, fontBytes, loadCase, LOGO, summaryOf } from './style-case.ts';
import { LONG, runs } from '../long.ts';
import { saying } from '../messages.ts';

/** Styles whose comments say what is wrong with them. */
const MISTAKES = path.resolve('tests/cases/style/mistakes');

let files: Files;
beforeAll(async () => {
  const [regular, bold, italic] = await Promise.all(FACES.map(fontBytes));
  files = {
    'logo.svg': LOGO,
    'wide.svg': LOGO.replace('120 40"', '1200 40"'),
    'notes.ttf': 'notes',
    'outlines.ttf': 'OTTO and so on',
    'woff.ttf': 'wOF2 and so on',
    'cut.ttf': regular?.subarray(0, 60_000) ?? '',
    'LiberationSans-Regular.ttf': regular ?? '',
    'LiberationSans-Bold.ttf': bold ?? '',
    'LiberationSans-Italic.ttf': italic ?? '',
  };
});

test('without a style, briefs look as Assay has it', async () => {
  const { style, diagnostics } = await loadCase('text_size: 10pt\n');
  expect(diagnostics).toEqual([]);
  expect(style).toMatchObject({ ...HOUSE });
  expect(OWN_STYLE).toMatchObject({ ...HOUSE });
});

describe('mistakes are reported at their place', async () => {
  test.each(await fs.readdir(MISTAKES))('%s', async (name) => {
    const yaml = await fs.readFile(path.join(MISTAKES, name), 'utf8');
    const { style, diagnostics } = await loadCase(yaml, files);
    const expected = expectedIn('', yaml).map((line) => line.slice(1));
    expect(diagnostics.map(summaryOf)).toEqual(expected.map((one) => saying(one)));
    expect(expected.length).toBeGreaterThan(0);
    if (expected.some((line) => line.includes(' error '))) expect(style).toBeUndefined();
  });
});

test('a style of every kind is taken whole', async () => {
  const { style, diagnostics } = await loadCase(
    `colours:
  accent: '#8A1C4A'
  band: '#4a0d2b'
  series: ['#ae6225', '#1b2733']
  members: { route: { river: '#224488' } }
  dark: { ground: '#101010' }
fonts: { sans: Liberation Sans, files: [${FACES.join(', ')}] }
text_size: 9.5pt
logo: { file: logo.svg, alt: { en: The harbour, zh-CN: 港口 }, height: 12mm }
page_head: { en: The harbour office, zh-CN: 港务局 }
paper: [A4, Letter]
`,
    files,
    ['en', 'zh-CN'],
  );
  expect(diagnostics).toEqual([]);
  expect(style).toMatchObject({
    colours: { ...HOUSE.colours, accent: '#8A1C4A', band: '#4a0d2b' },
    series: ['#ae6225', '#1b2733'],
    serif: 'Source Serif 4',
    sans: 'Liberation Sans',
    textSize: 9.5,
    paper: ['A4', 'Letter'],
    logo: { height: 12 },
  });
  // the band keeps its own colour in the dark, and goes with its words
  expect(style?.dark).toMatchObject({ ground: '#101010', band: '#4a0d2b', sheet: HOUSE.dark.sheet });
  expect(style?.members.get('route')?.get('river')).toBe('#224488');
  expect(style?.faces.map(({ family, weight, italic }) => [family, weight, italic])).toEqual([
    ['Liberation Sans', 400, false],
    ['Liberation Sans', 700, false],
    ['Liberation Sans', 400, true],
  ]);
  expect(style?.pageHead.get('zh-CN')).toBe('港务局');
  expect(atob(style?.logo?.address.split(',')[1] ?? '')).toBe(LOGO);
  expect(style?.files).toEqual(['style.yaml', ...FACES, 'logo.svg'].map((name) => `templates/ferries/${name}`));
});

test('the series begins with the accent of the house, and what looks like it comes last', async () => {
  const seriesOf = async (colours: string) => (await loadCase(`colours: { ${colours} }`, files, ['en'])).style?.series;
  expect(await seriesOf("ink: '#000000'")).toEqual(HOUSE.series);
  expect(HOUSE.series[0]).toBe(HOUSE.colours.accent);
  // A blue next to that of the fourth series, and far from ink.
  const [first, ...others] = (await seriesOf("accent: '#1c70ad'")) ?? [];
  expect(first).toBe('#1c70ad');
  expect(others.toSorted()).toEqual(HOUSE.series.slice(1).toSorted());
  expect(others.indexOf('#1e7bbe')).toBeGreaterThan(others.indexOf('#1b2733'));
});

/** What a logo is refused for, at its line and column. */
async function refusalOf(svg: string): Promise<string | undefined> {
  const yaml = 'logo: { file: logo.svg, alt: { en: Ferries } }\n';
  const { style, diagnostics } = await loadCase(yaml, { 'logo.svg': svg });
  expect(diagnostics).toHaveLength(style ? 0 : 1);
  const [diagnostic] = diagnostics;
  if (!diagnostic) return undefined;
  expect(diagnostic.rule).toBe('style/logo');
  return `${diagnostic.place?.line}:${diagnostic.place?.column} ${diagnostic.message}`;
}

const svg = (body: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"${attributes}>\n${body}</svg>`;

describe('a logo that is more than a still picture is refused where it is so', () => {
  const bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n';
  test.each<[string, string, string]>([
    ['a script', svg('<script>alert(1)</script>'), '2:1 … <script>'],
    ['a script in capitals', svg('<SCRIPT>alert(1)</SCRIPT>'), '2:1 … <SCRIPT>'],
    ['a handler', svg('<path d="M0 0" onload="alert(1)"/>'), '2:1 … onload …'],
    ['a handler at the root', svg('', ' onLoad="alert(1)"'), '1:1 … onLoad …'],
    ['HTML', svg('<foreignObject><p>Hello</p></foreignObject>'), '2:1 … <foreignObject>'],
    ['a picture from elsewhere', svg('<image href="https://example.org/a.png"/>'), '2:1 … <image>'],
    ['a link', svg('<a href="javascript:alert(1)"><path d="M0 0"/></a>'), '2:1 … <a>'],
    ['an animation', svg('<rect><animate attributeName="x"/></rect>'), '2:7 … <animate>'],
    ['a gradient from elsewhere', svg('<linearGradient xlink:href="other.svg#a"/>'), '2:1 … other.svg#a …'],
    ['a fill from elsewhere', svg('<path fill="url(//example.org/a#b)"/>'), '2:1 url(//example.org/a#b) …'],
    ['a fill in a style', svg('<path style="fill: URL( \'a.svg#b\' )"/>'), "2:1 URL('a.svg#b' ) …"],
    ['a number that no browser draws', svg('<rect width="1e999"/>'), '2:1 … width … 1e999 …'],
    ['nothing', svg(''), '1:1 …'],
    ['shapes that are only defined', svg('<defs><path d="M0 0"/></defs>'), '1:1 …'],
    ['an import', svg('<style>\n@import "a.css";</style>'), '2:8 …'],
    ['an escape', svg('<style>a{fill:\\75rl(a.svg)}</style>'), '2:8 …'],
    ['a style in CDATA', svg('<style><![CDATA[@import "a.css";]]></style>'), '2:17 …'],
    ['text', svg('<text>Ferries</text>'), '2:1 … <text>'],
    ['shapes that repeat shapes', svg('<g id="a"><use href="#a"/></g>'), '2:11 … <use>'],
    ['what clips and is clipped', svg('<clipPath id="a"><path clip-path="url(#a)"/></clipPath>'), '2:18 …'],
    [
      'what clips and is clipped by a rule',
      svg('<style>#a,path{clip-path:url(#b)}</style><clipPath id="b"><path id="a"/></clipPath>'),
      '2:8 …',
    ],
    ['rules inside rules', svg('<style>.a{path{clip-path:url(#b)}}</style>'), '2:8 …'],
    ['a filter', svg('<path style="filter:blur(9px)"/>'), '2:1 …'],
    ['entities', `${bomb}${svg('<title>&b;</title>')}`, '1:1 …'],
    ['an unknown entity', svg('<title>&nbsp;</title>'), '2:13 … undefined entity.'],
    ['another style sheet', `<?xml-stylesheet href="a.css"?>\n${svg('')}`, '1:1 … <?xml-stylesheet?> …'],
    ['what an editor keeps', svg('<path inkscape:label="a" d="M0 0"/>'), '2:1 … inkscape:label …'],
    ['HTML in place of a picture', '<html><script>1</script></html>', '1:1 …'],
    ['half a picture', svg('<path d="M0 0"').slice(0, -6), '2:14 … unclosed tag: svg'],
    ['a picture without size', LOGO.replace(/ viewBox="[^"]*"/, ''), '1:1 …'],
    ['a picture of no size', LOGO.replace('120 40"', '120 0"'), '1:1 …'],
    ['too many shapes', svg('<path d="M0 0"/>'.repeat(2000)), '2:31985 … 2000 …'],
    ['elements without end', svg('<g>'.repeat(2000)), '2:5998 … 2000 …'],
  ])('%s', async (_, picture, expected) => {
    expect(await refusalOf(picture)).toEqual(saying(expected));
  });

  test('while plain shapes are taken, with or without a declaration', async () => {
    const shapes = '<title>Ferries</title><g fill="rgb(1, 2, 3)" transform="rotate(9 1 1)"><path d="M0 0H9V9z"/></g>';
    expect(await refusalOf(`<?xml version="1.0" encoding="UTF-8"?>\n${svg(shapes)}`)).toBeUndefined();
    const clipped =
      '<style>.a, .b{/* as editors write it */clip-path:url(#c)}</style><clipPath id="c"><rect/></clipPath>';
    expect(await refusalOf(svg(`${clipped}<g class="a"><path d="M0 0"/></g>`))).toBeUndefined();
    expect(await refusalOf(`<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd">\n${LOGO}`)).toBeUndefined();
  });

  test('and what is not a picture at all does no harm', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('<svg ', '>', '</svg>', '<![CDATA[', '&#x0;', '"', ' a=', '\n', '<!--')),
        async (parts) => {
          const { style } = await loadCase('logo: { file: logo.svg, alt: { en: F } }\n', {
            'logo.svg': parts.join(''),
          });
          expect(style).toBeUndefined();
        },
      ),
      { numRuns: 50 },
    );
  });
});

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = [Buffer.alloc(4), Buffer.alloc(4)] as const;
  ends[0].writeUInt32BE(data.length);
  ends[1].writeUInt32BE(crc32(body));
  return Buffer.concat([ends[0], body, ends[1]]);
}

/** A grey PNG, made by the specification. */
function png(width: number, height: number, ...extra: Buffer[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = deflateSync(Buffer.alloc(Math.min(height, 100) * (Math.min(width, 100) + 1)));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...extra,
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('words for pages break out of neither style sheet nor page', async () => {
  const words = `a"; } </style><script>alert(/x/)</script> \\`;
  const yaml = `page_head: { en: '${words}' }\nlogo: { file: logo.svg, alt: { en: '${words}' } }\n`;
  const { style, diagnostics } = await loadCase(yaml, files);
  expect(diagnostics).toEqual([]);
  const document = parseDocument(
    { markdown: '# Ferries {#top}\n', tokens: new TokenRegistry(), placeOf: () => undefined },
    new Map(),
    { locale: 'en' },
    new Diagnostics(),
  );
  const page = readHtml(renderHtml(document, { locale: 'en', paper: 'A4', house: style }));
  expect(byTag(page, 'script')).toEqual([]);
  expect(byTag(page, 'style')).toHaveLength(1);
  expect(byTag(page, 'img').map(({ properties }) => properties['alt'])).toEqual([words]);
});

describe('a PNG', () => {
  const load = (picture: Uint8Array) => loadCase('logo: { file: a.png, alt: { en: F } }\n', { 'a.png': picture });

  test('is taken with its proportions', async () => {
    const { style, diagnostics } = await load(png(30, 10));
    expect(diagnostics).toEqual([]);
    expect(style?.logo?.address).toMatch(/^data:image\/png;base64,/);
  });

  test.each<[string, () => Uint8Array, string]>([
    ['which is none', () => Buffer.from('GIF89a'), 'style/logo …'],
    ['which is an SVG', () => Buffer.from(LOGO), 'style/logo …'],
    ['which is cut off', () => png(30, 10).subarray(0, -4), 'style/logo …'],
    ['with a changed byte', () => png(30, 10).fill(7, 45, 46), 'style/logo …'],
    ['of no height', () => png(30, 0), 'style/logo …'],
    ['that moves', () => png(30, 10, chunk('acTL', Buffer.alloc(8))), 'style/logo …'],
    ['of many pixels', () => png(50_000, 50_000), 'style/logo … 50000 … 50000 … 4096 …'],
    ['wider than the page', () => png(400, 10), 'style/logo … 10mm … 400mm … 170mm'],
    ['too narrow to be seen', () => png(1, 100), 'style/logo … 10mm … 1mm wide'],
    ['of 20 MB', () => Buffer.alloc(20 * 2 ** 20), 'file/too-large: templates/ferries/a.png … 20971520 … 524288 …'],
  ])('%s is refused', async (_, picture, expected) => {
    const { style, diagnostics } = await load(picture());
    expect(style).toBeUndefined();
    expect(diagnostics.map(({ rule, message, place }) => `${place?.line} ${rule}: ${message}`)).toEqual([
      saying(`1 ${expected}`),
    ]);
  });
});

describe('a font', () => {
  const yaml = 'fonts:\n  files: [a.ttf]\n';
  const messages = async (bytes: Uint8Array) => {
    const { diagnostics } = await loadCase(yaml, { 'a.ttf': bytes });
    return diagnostics.map(({ rule, message, place }) => `${place?.line} ${rule}: ${message}`);
  };

  /** A font with some bytes of one of its tables changed; offsets as the OpenType specification has them. */
  async function changed(table: string, offset: number, value: number): Promise<Buffer> {
    const bytes = Buffer.from(await fontBytes());
    const record = bytes.indexOf(table, 12, 'latin1');
    bytes.writeUInt16BE(value, bytes.readUInt32BE(record + 8) + offset);
    return bytes;
  }

  test('of 20 MB is not read', async () => {
    expect(await messages(Buffer.alloc(20 * 2 ** 20))).toEqual([
      saying('2 file/too-large: templates/ferries/a.ttf … 20971520 … 4194304 …'),
    ]);
  });

  test('that forbids to be embedded is not printed with', async () => {
    expect(await messages(await changed('OS/2', 8, 0x0002))).toEqual([saying('2 style/font …')]);
  });

  test('that varies is not printed with', async () => {
    // what makes a font vary is a table of axes
    const bytes = Buffer.from(await fontBytes());
    bytes.write('fvar', bytes.indexOf('gasp', 12, 'latin1'), 'latin1');
    expect(await messages(bytes)).toEqual([saying('2 style/font … 3')]);
  });

  test('of a family that Assay ships is not another', async () => {
    const shipped = await fs.readFile(SHIPPED_FONTS[0]?.file ?? '');
    expect(await messages(shipped)).toEqual([saying('2 style/font … 4 …')]);
  });

  test('that stands there twice is not taken by chance', async () => {
    const again = await loadCase('fonts: { files: [LiberationSans-Bold.ttf, LiberationSans-Bold.ttf] }\n', files);
    expect(again.diagnostics.map(summaryOf)).toEqual([
      saying('1 error style/font … Liberation Sans 700 … LiberationSans-Bold.ttf … -- …'),
    ]);
  });

  test('that was cut or mixed up anywhere is refused or read, never worse', LONG, async () => {
    const whole = await fontBytes();
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 64 }), async (at, noise) => {
        const bytes = Buffer.from(whole);
        bytes.set(noise.subarray(0, bytes.length - at), at);
        for (const message of await messages(bytes)) expect(message).toMatch(/^2 style\/font: this file /);
      }),
      { numRuns: runs(5) },
    );
  });
});

const README = await fs.readFile('docs/reference/house-style.md', 'utf8');

test('the example of docs/reference/house-style.md is a style', async () => {
  const [, yaml = ''] = /```yaml\n([^`]*text_size[^`]*)```/.exec(README) ?? [];
  expect((await loadCase(yaml, files)).diagnostics).toEqual([]);
});

test('docs/reference/house-style.md teaches every key of colours and of the file', () => {
  const schema = jsonSchema(styleSchema) as { properties: { colours: { properties: Record<string, object> } } };
  const keys = [...Object.keys(schema.properties), ...Object.keys(schema.properties.colours.properties)];
  for (const key of keys) expect(README).toMatch(new RegExp(`\`(?:colours: )?${key}\``));
});

test.each(['Rides of 2025', 'Five million rides', 'Thirty per cent more'])(
  'a head of the page says no number, in words neither: %s',
  async (head) => {
    const { diagnostics } = await loadCase(`page_head: { en: '${head}' }\n`);
    expect(diagnostics.map(({ rule }) => rule)).toEqual(['document/loose-number']);
    expect((await loadCase("page_head: { en: 'Rides in town' }\n")).diagnostics).toEqual([]);
  },
);

test('a head of the page claims nothing of figures', async () => {
  const { diagnostics } = await loadCase("page_head: { en: 'Rides, a record high' }\n");
  expect(diagnostics.map(({ rule }) => rule)).toEqual(['document/untested-claim']);
});
