/** A name for an id, with letters for digits: a number in a name would have to be declared. */
export function labelOf(id: string): string {
  return id.replaceAll(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
}
