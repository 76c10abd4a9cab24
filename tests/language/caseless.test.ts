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
