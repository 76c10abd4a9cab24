/**
 * A drawing as a page with the fonts shows it, written as short as HTML allows: without its title and description, which
 * the alternative text says, without what the page sets anyway, and with coordinates to a tenth of a pixel.
 */
export function shortSvg(svg: string): string {
  return svg
    .replaceAll(SAID_ELSEWHERE, '')
    .replaceAll(INHERITED, '')
    .replace(FAMILY, '$1')
    .replaceAll(PLACED_WORDS, '<text x="$1" y="$2"')
    .replaceAll(CIRCLES, '<circle cx="$1" cy="$2" r="$3"')
    .replaceAll(LINES, '<path d="M$1,$2l$3,$4"')
    .replaceAll(GEOMETRY, (attribute) => attribute.replaceAll(/-?\d+\.\d{2,}/g, toTenth))
    .replaceAll(ALIKE, (run) => grouped(run.match(MARK) ?? []));
}

/** A tag of SVG in HTML, in which most values need no quotation marks. A value before `/>` gets a space after it. */
export function withoutQuotes(svg: string): string {
  return svg.replaceAll(/<[a-z][^>]*>/gi, (tag) =>
    tag.replaceAll(/="([^\s"'=<>`]+)"(\/)?/g, (_all, value, end) => `=${value}${end ? ' /' : ''}`),
  );
}

/** Marks side by side that look alike say how they look once, in a group. */
function grouped(marks: readonly string[]): string {
  const runs: { look: string; marks: string[] }[] = [];
  for (const mark of marks) {
    const look = (/^[^>]*/.exec(mark)?.[0].match(LOOK) ?? []).join('');
    const last = runs.at(-1);
    if (last?.look === look) last.marks.push(mark);
    else runs.push({ look, marks: [mark] });
  }
  return runs
    .map(({ look, marks: alike }) => {
      const isShorter = (alike.length - 1) * look.length > '<g></g>'.length;
      return isShorter ? `<g${look}>${alike.map(withoutLook).join('')}</g>` : alike.join('');
    })
    .join('');
}

function withoutLook(mark: string): string {
  return mark.replace(/^[^>]*/, (tag) => tag.replaceAll(LOOK, ''));
}

/** Attributes that a mark has from its group. */
const LOOK = / (?:fill|stroke|font|text-anchor)[a-z-]*="[^"]*"/g;

/** A mark without others in it, and several side by side. */
const MARK = /<(?:text|path|circle|rect)\b[^>]*(?:\/>|>[^<]*<\/[a-z]+>)/g;
const ALIKE = new RegExp(`(?:${MARK.source}){2,}`, 'g');

/** Titles, descriptions, and names of parts, which are not read out inside a picture. */
const SAID_ELSEWHERE = /<(title|desc)\b[^>]*(?:\/>|>.*?<\/\1>)| role="img" aria-label="[^"]*"/gs;

/** The namespace, which HTML knows, an initial value, and what the style sheet says about all text. */
const INHERITED = / (?:xmlns="[^"]*"|stroke-miterlimit="4"|text-rendering="geometricPrecision")/g;

/** The family of all letters, which the style sheet gives to a drawing; those of another one say so themselves. */
const FAMILY = /(<svg\b(?:[^>"]|"[^"]*")*?) font-family="[^"]*"/;

const NUMBER = String.raw`(-?[\d.]+)`;
const MOVED = String.raw`transform="translate\(${NUMBER},${NUMBER}\)"`;

/** Words of one line that are only moved. */
const PLACED_WORDS = new RegExp(String.raw`<text ${MOVED}(?=[^>]*>[^<]*<\/text>)`, 'g');

/** Circles, which Vega draws as two arcs. */
const CIRCLES = new RegExp(String.raw`<path ${MOVED} d="M([\d.]+),0A\3,\3,0,1,1,-\3,0A\3,\3,0,1,1,\3,0"`, 'g');

/** Straight lines, which Vega moves to where they begin. */
const LINES = new RegExp(String.raw`<line ${MOVED} x2="${NUMBER}" y2="${NUMBER}"`, 'g');

/** Attributes that are coordinates; one that scales, as outlined letters do, needs all its digits. */
const GEOMETRY = /(?<= )(?:d|x|y|x2|y2|cx|cy|r|width|height|points|transform)="(?![^"]*scale)[^"]*"/g;

function toTenth(number: string): string {
  return String(Math.round(Number(number) * 10) / 10);
}
