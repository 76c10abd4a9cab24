/** Characters with which a host would make anything but text: marks, markup, mentions and references. */
const SPECIAL = /[\\`*_[\]<>#|~&@$]|^[-+]|(?<=^\d+)[.)](?=\s|$)/g;

/** Text of the data as text: each such character by its number, so that it starts nothing. */
export function escaped(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(SPECIAL, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Code in a fence that is longer than those in it. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return fence.length === 1 ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}
