import { describe, expect, test } from 'vitest';
import { brokenBy, eachOf, type Sentences } from './town.ts';

/** A level that is said to be the amount of a change, one that moves the other way, and one in another unit. */
const WRONG: Sentences = {
  en: [
    'Rides rose <rides>.',
    'Rides were up <rides>.',
    'Rides fell a further <rides>.',
    'The price fell <price>.',
    'Delays fell <delay>.',
    'Rides went from <rides> down to <rides@2025-Q3> in the third quarter.',
    'The rides, in tonnes, were <rides>.',
    'In euros, rides were <rides>.',
    'Rides (in kt) were <rides>.',
    'The delay was IV percent.',
    'About XII million people ride.',
  ],
  de: ['Fahrten, in Tonnen, waren <rides>.', 'Es waren IV Prozent.'],
  'zh-CN': [
    '骑行次数增加<rides>。',
    '骑行次数由<rides@2024-Q4>降至<rides>。',
    '骑行次数从<rides@2024-Q4>下降到<rides>。',
    '亏损由<loss@2024-Q4>增至<loss>。',
    '骑行次数（吨）为<rides>。',
    '以欧元计，骑行次数为<rides>。',
  ],
};

const HONEST: Sentences = {
  en: [
    'The quarter added <rides> rides.',
    'Rides rose: <rides> were made.',
    'Rides have grown; <rides> were made.',
    'As rides rose, <rides> tickets were sold.',
    'Rides, up again, came to <rides>.',
    'The loss fell to <loss>.',
    'The loss was <loss>.',
    'The result was a loss of <result>.',
    'Rides by members gained ground: <rides.members>.',
    'The rise in rides to <rides> helped.',
    'Rides went from <rides@2024-Q4> up to <rides>.',
    'Prices, in euros, rose, and <rides> rides were made.',
    'Fuel (kt) was <fuel>.',
    'In million euros, the loss was <loss>.',
    'World War II percentages are unknown; <rides> rides were made.',
    'King Louis XIV, a million times praised, saw no bicycle; <rides> rides were made.',
  ],
  de: ['Fahrten, in Zahlen, waren <rides>.', 'Die Fahrten stiegen von <rides@2024-Q4> auf <rides>.'],
  'zh-CN': [
    '骑行次数增至<rides>。',
    '骑行次数由<rides@2024-Q4>增至<rides>。',
    '亏损由<loss@2024-Q4>降至<loss>。',
    '亏损<loss>。',
  ],
};

describe('a level as an amount, a course the other way and a unit of something else are reported', () => {
  test.each(eachOf(WRONG))('%s %s', (locale, text) => {
    expect(brokenBy(text, locale)).not.toEqual([]);
  });
});

describe('a level that a change led to, and units of what is measured are not', () => {
  test.each(eachOf(HONEST))('%s %s', (locale, text) => {
    expect(brokenBy(text, locale)).toEqual([]);
  });
});
