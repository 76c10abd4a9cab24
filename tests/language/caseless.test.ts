import { describe, expect, test } from 'vitest';
import { Caseless } from '../../src/language/caseless.ts';

describe('an expression that knows no case', () => {
  test('finds words in either case and gives them as they stand', () => {
    const found = new Caseless('(?<verb>FELL|rose)\\s+BY').exec('Output Fell by');
    expect(found?.[0]).toBe('Fell by');
    expect(found?.groups?.['verb']).toBe('Fell');
    expect(found?.index).toBe(7);
    expect(found?.input).toBe('Output Fell by');
  });

  test('leaves escapes and properties as they are', () => {
    expect(new Caseless(String.raw`^\S\s\W\p{L}\u00C4?$`).test('A !Ä')).toBe(true);
    expect(new Caseless(String.raw`^\p{Script=Han}+$`).test('增长')).toBe(true);
  });

  test('takes every letter for one, and nothing else', () => {
    const letter = new Caseless(String.raw`^\p{L}$`);
    const other = new Caseless(String.raw`^[^\p{L}]$`);
    const han = new Caseless(String.raw`^\p{Script=Han}$`);
    const differing: string[] = [];
    for (let code = 0; code < 0xd8_00; code++) {
      const sign = String.fromCharCode(code);
      const isLetter = /^\p{L}$/u.test(sign);
      if (letter.test(sign) !== isLetter || other.test(sign) === isLetter) differing.push(sign);
      if (han.test(sign) !== /^\p{Script=Han}$/u.test(sign)) differing.push(sign);
    }
    expect(differing).toEqual([]);
    // a letter that is rare in the text keeps its place, and one that is rare in the source is found as it is
    expect(new Caseless(String.raw`(?<!\p{L})rose`).test('ⴰrose')).toBe(false);
    expect(new Caseless(String.raw`\p{L}+ (?<verb>rose)`).exec('𐐷ⴰ Rose')?.groups?.['verb']).toBe('Rose');
    expect(new Caseless(String.raw`ⴱ\p{L}`).exec('ⴰⴱⴰ')?.[0]).toBe('ⴱⴰ');
    expect(new Caseless(String.raw`ⴱ`).test('ⴰ')).toBe(false);
  });

  test('finds all matches, and those that begin at a place', () => {
    expect(Array.from('Ten of TEN'.matchAll(new Caseless('ten', 'gu')), ([word]) => word)).toEqual(['Ten', 'TEN']);
    const sticky = new Caseless('ten', 'uy');
    sticky.lastIndex = 7;
    expect(sticky.exec('Ten of TEN')?.[0]).toBe('TEN');
  });

  test('keeps places in texts with letters whose small form is longer', () => {
    const found = new Caseless('(?<word>rose)').exec('İİ ROSE');
    expect(found?.groups?.['word']).toBe('ROSE');
    expect(found?.index).toBe(3);
  });
});
