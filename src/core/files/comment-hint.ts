/** What a spreadsheet prints where a formula has failed. */
const SPREADSHEET_ERROR = /^#(?:REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!|#+)$/;

/** What to do about a word that was meant as a value and became a comment. */
export function commentHint(word: string): string {
  return SPREADSHEET_ERROR.test(word)
    ? `${word} is an error of a spreadsheet: write the value, or leave the key out`
    : `put it between quotes, else # starts a comment: '${word}'`;
}
