/**
 * What DokuWiki acts on in plain text: its marks, what it replaces by better typography, faces and addresses. Words among
 * them count within other words too, because what stands beside them may become a mark.
 */
const ACTED_ON = new RegExp(
  [
    /(?:https?|ftps?|telnet|gopher|wais|news|nntp|irc|ircs|svn|file|mailto|ssh|rtsp|rtmp):\S+/,
    /(?:www|ftp)\.\S+/,
    /[*/_'~([{\\=:-]{2,}/,
    /[)\]}]{2,}/,
    /<=>|<->|[-=<]>|<[-=]|>>|<<|\.\.\./,
    /[<>^|"'@`]+/,
    /\((?:c|r|tm)\)/,
    /\d+x\d+/,
    /[8:;=^][-^_]?[)O(/\\?DPX|]|:[?!]:|\^_\^/,
    /LOL|FIXME|DELETEME/,
    /^[*/_'~\\=-]+|[*/_'~([{\\=-]+$/, // beside the mark of another text
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

/** A sign that nobody sees and that keeps two others apart. */
const JOINER = '\u2060';

/** Text that DokuWiki shows as it is. */
export function dokuwikiWords(text: string): string {
  const line = oneLine(text);
  if (line.includes('%%'))
    return line
      .split(/(%%+)/)
      .map((part) => (part.startsWith('%%') ? noWiki(part) : dokuwikiWords(part)))
      .join('');
  return line.replaceAll(ACTED_ON, (found) => `%%${found}%%`);
}

/** Code in lines that are indented, none of which starts an item of a list. */
export function dokuwikiIndented(code: string): string {
  return code.replaceAll(/^(?=\s*[-*])/gm, JOINER).replaceAll(/^/gm, '  ');
}

/** Characters of code, which no mark can end. */
export function dokuwikiCode(text: string): string {
  return text.includes('%%') ? noWiki(text) : `%%${text}%%`;
}

function noWiki(text: string): string {
  return `<nowiki>${text}</nowiki>`;
}

/** Words of a link or picture, in which DokuWiki reads no marks, only the end. */
export function dokuwikiPlain(text: string): string {
  return oneLine(text)
    .replaceAll(/(?<=[\]}])(?=[\]}])|(?<=[[{])(?=[[{])/g, JOINER)
    .replace(/(?<=[\]}])$/, JOINER);
}

/** Words of a heading, in which DokuWiki reads no marks: equals signs at the ends would be left out. */
export function dokuwikiHeading(text: string): string {
  return oneLine(text)
    .trim()
    .replace(/^(?==)/, JOINER)
    .replace(/(?<==)$/, JOINER);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
