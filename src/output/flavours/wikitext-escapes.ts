/** What MediaWiki acts on in plain text. The first character of each is written as a reference. */
const ACTED_ON = new RegExp(
  [
    /[<>&{}|\\]/,
    /\[(?![a-z](?:, [a-z])*\]|\d+\])/, // not the brackets of flags and footnotes
    /(?<!\[[a-z](?:, [a-z])*|\[\d+)\]/,
    /'(?=')|(?<=')'|^'|'$/, // bold and slanted
    /~(?=~)|(?<=~)~/, // signatures, made when the page is saved
    /_(?=_)|(?<=_)_/, // __NOTOC__
    /^=|=$/, // headings
    /!(?=!)|(?<=!)!/, // cells of a head
    /:(?=\/\/)|(?<=\b(?:mailto|news|tel|sms|sip|sips|geo|urn|xmpp|magnet|bitcoin)):/i,
    /(?<=^|[^/:])\/(?=\/)/,
    /\b[RPI](?=(?:FC|MID|SBN)\s)/, // numbers of documents and books
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

/** Text that MediaWiki shows as it is. */
export function wikitextWords(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(ACTED_ON, reference);
}

/** A line whose first character makes no list, cell, heading or rule of it. */
export function lineStart(line: string): string {
  return line.replace(/^(?:[*#:;=!|{ -])/, reference);
}

/** Text of an attribute, an alternative text or a block of code. */
export function attributeText(text: string): string {
  return text.replaceAll(/[&<>"'[\]{}|~_=\\]/g, reference);
}

/** An address in an external link. */
export function wikitextUrl(url: string): string {
  return url.replaceAll(/[\s[\]<>"'{}|~]/g, (character) => encodeURIComponent(character).replace(/^(['~])$/, hexOf));
}

function hexOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function reference(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
